"""Passwords that somebody who knows this house would guess first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# What stands for the programme, the work and the place in every installation (docs/reference/signing-in.md).
HOUSE_WORDS = (
    "handrail",
    "trafficking",
    "survivor",
    "shelter",
    "victim",
    "police",
    "immigration",
    "welfare",
    "password",
    "welcome",
    "administrator",
    "qwertyuiop",
)
SHORTEST_WORD = 4
DIFFERENT_LEFT = 6


def guessable(password: str, about: Iterable[str]) -> bool:
    """Return whether little is left of a password without the words of this house and of its owner.

    `about` are names (of the account, its unit, its organisation) whose words count too. Little is: fewer
    than six different letters or digits. A long sentence may well name the house.
    """
    left = _folded(password)
    names = [_folded(name) for name in about]
    words = {word for name in names for word in (name, *re.split(r"\W+", name)) if len(word) >= SHORTEST_WORD}
    known = sorted(words.union(HOUSE_WORDS), key=len, reverse=True)
    found = [word for word in known if word in left]
    for word in found:
        left = left.replace(word, " ")
    return bool(found) and len({sign for sign in left if sign.isalnum()}) < DIFFERENT_LEFT


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
