"""Codes that one person reads out and another types: no letter that looks like a digit, in groups of four."""

from __future__ import annotations

from collections.abc import Callable

LETTERS = "2346789CDFHJKMNPQRTVWXY"
GROUPS = 4
GROUP_LENGTH = 4


def make_code(choose: Callable[[str], str]) -> str:
    """Return a code such as 7KQM-CX34-T9WD-2HFR: 72 bits when `choose` picks at random."""
    return "-".join("".join(choose(LETTERS) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))


def as_made(typed: str) -> str:
    """Return what was typed in the spelling of `make_code`: upper case, one hyphen between groups."""
    plain = "".join(letter for letter in typed.upper() if letter.isalnum())
    return "-".join(plain[start : start + GROUP_LENGTH] for start in range(0, len(plain), GROUP_LENGTH))
