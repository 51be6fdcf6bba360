"""Exact tokens: what is compared when a name, a telephone or a document is searched as written.

A token is plain text. It is never stored: the vault stores a keyed hash of it (see
`handrail.core.vault.search`).
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

# Eight final digits are the same whether +66, 0066 or 0 comes first, in every numbering plan from Myanmar
# to Japan.
PHONE_DIGITS = 8
# In ASCII the letters, marks and digits are these, folded; nothing else there is any of them.
_ASCII_WORD = re.compile(r"[a-z0-9]+")
_APOSTROPHES = {ord(mark): None for mark in "'’ʼʻ`´"}


def folded(text: str) -> str:
    """Return `text` in NFKC, case-folded, so that look-alike spellings of one string are equal.

    Format characters go (the zero-width spaces and joiners that Khmer, Thai, Lao and Burmese keyboards put
    between words), and the decimal digits of every script become 0-9.
    """
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKC", text).casefold()
    kept = [_plain_digit(letter) for letter in letters if unicodedata.category(letter) != "Cf"]
    return unicodedata.normalize("NFKC", "".join(kept))


def words(text: str) -> tuple[str, ...]:
    """Return the words of a name in any script, folded, in order; letters, marks and digits make words."""
    if text.isascii():
        return tuple(_ASCII_WORD.findall(_without_apostrophes(text.lower())))
    kept = (
        letter if unicodedata.category(letter)[0] in "LMN" else " "
        for letter in _without_apostrophes(folded(text))
    )
    return tuple("".join(kept).split())


def document_token(text: str) -> str:
    """Return a document's letters and digits alone, maybe none: "MK 123-456" and "mk123456" are equal."""
    return "".join(words(text))


def phone_token(text: str) -> str:
    """Return the last eight digits of a telephone number, or "" when it has fewer than five digits.

    Country code, trunk zero, spaces and the script of the digits do not matter. A shorter number is kept
    without its leading zeros. Two telephones with the same last eight digits are taken for one: a person
    decides.
    """
    digits = "".join(letter for letter in folded(text) if letter in "0123456789")
    if len(digits) < 5:
        return ""
    return digits[-PHONE_DIGITS:] if len(digits) >= PHONE_DIGITS else digits.lstrip("0")


def joined_pairs(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Return each two neighbours as one word, and the whole as one: "than dar" is also "thandar"."""
    pairs = [left + right for left, right in pairwise(parts)]
    whole = ["".join(parts)] if len(parts) > 2 else []
    return tuple(pairs + whole)


def ways_to_join(parts: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return how the words of a search may have been written: apart, two of them joined, or all joined."""
    one_pair = [
        (*parts[:at], parts[at] + parts[at + 1], *parts[at + 2 :])
        for at in range(len(parts) - 1)
        if len(parts) > 2
    ]
    whole = [("".join(parts),)] if len(parts) > 1 else []
    return (parts, *one_pair, *whole) if parts else ()


def _plain_digit(letter: str) -> str:
    digit = unicodedata.decimal(letter, None)
    return letter if digit is None else str(digit)


def _without_apostrophes(text: str) -> str:
    # "Ra'ed" and "Raed" are one word, while a hyphen separates two.
    return text.translate(_APOSTROPHES)
