"""Two shares of a key: both together are the key, one alone is chance.

The first share is random bytes as long as the key; the second is the key XORed with them (a one-time pad).
Whoever holds one share holds bytes that fit every key equally well: nothing can be computed. The marks and
checks on a sheet are made from the share alone, so they tell no more than the share.

A sheet writes a share in Crockford's base 32: four lines of four groups of four signs, and two signs that
check the line. Letters that look like digits are read as those digits.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

KEY_BYTES = 32
SET_BYTES = 3
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LINES, LINE_SIGNS, GROUP, CHECK_SIGNS = 4, 16, 4, 2
SHEET_SIGNS = LINES * (LINE_SIGNS + CHECK_SIGNS)
_READ_AS = str.maketrans("OILU", "011V")
_FORMAT = 1
_SUM_BYTES = 4


class ShareProblem(ValueError):
    """What was typed is not a share, or the two do not belong together. `code` says what is wrong."""

    def __init__(self, code: str, line: int = 0, count: int = 0) -> None:
        super().__init__(code)
        self.code, self.line, self.count = code, line, count


@dataclass(frozen=True, slots=True, repr=False)
class Share:
    """One of two shares: its number (1 or 2), the set that it belongs to, and its bytes."""

    number: int
    set: bytes
    content: bytes


def split(key: bytes, pad: bytes, set: bytes) -> tuple[Share, Share]:
    """Return the two shares of `key`. `pad` is as long as the key, random, and used this once."""
    if len(key) != KEY_BYTES or len(pad) != KEY_BYTES or len(set) != SET_BYTES:
        raise ValueError("a key and its pad have 32 bytes, a set's mark has 3")
    return Share(1, set, pad), Share(2, set, _xor(key, pad))


def join(one: Share, other: Share) -> bytes:
    """Return the key of two shares. Raises `ShareProblem`: same-share, other-set."""
    if one.number == other.number:
        raise ShareProblem("same-share")
    if one.set != other.set:
        raise ShareProblem("other-set")
    return _xor(one.content, other.content)


def write(share: Share) -> list[str]:
    """Return the four lines of a share's sheet."""
    body = bytes([_FORMAT << 4 | share.number]) + share.set + share.content
    signs = _to_signs(body + _sum(body))
    rows = [signs[start : start + LINE_SIGNS] for start in range(0, len(signs), LINE_SIGNS)]
    return [f"{_grouped(row)}-{_check(number, row)}" for number, row in enumerate(rows, start=1)]


def read(typed: str) -> Share:
    """Return the share that was typed. Raises `ShareProblem`: wrong-length, -sign, -line, -sheet."""
    signs = "".join(sign for sign in typed.upper() if not sign.isspace() and sign not in "-–—.").translate(
        _READ_AS
    )
    rows = [
        signs[start : start + LINE_SIGNS + CHECK_SIGNS]
        for start in range(0, len(signs), LINE_SIGNS + CHECK_SIGNS)
    ]
    for number, row in enumerate(rows, start=1):
        if any(sign not in SIGNS for sign in row):
            raise ShareProblem("wrong-sign", number)
    if len(signs) != SHEET_SIGNS:
        raise ShareProblem("wrong-length", count=len(signs))
    for number, row in enumerate(rows, start=1):
        if _check(number, row[:LINE_SIGNS]) != row[LINE_SIGNS:]:
            raise ShareProblem("wrong-line", number)
    whole = _to_bytes("".join(row[:LINE_SIGNS] for row in rows))
    body, sum = whole[:-_SUM_BYTES], whole[-_SUM_BYTES:]
    if _sum(body) != sum or body[0] not in (_FORMAT << 4 | 1, _FORMAT << 4 | 2):
        raise ShareProblem("wrong-sheet")
    return Share(body[0] & 15, body[1 : 1 + SET_BYTES], body[1 + SET_BYTES :])


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


def _sum(body: bytes) -> bytes:
    return hashlib.sha256(b"handrail share" + body).digest()[:_SUM_BYTES]


def _check(number: int, row: str) -> str:
    value = int.from_bytes(hashlib.sha256(f"handrail line {number} {row}".encode()).digest()[:2], "big")
    return SIGNS[value >> 5 & 31] + SIGNS[value & 31]


def _grouped(row: str) -> str:
    return "-".join(row[start : start + GROUP] for start in range(0, len(row), GROUP))


def _to_signs(content: bytes) -> str:
    value = int.from_bytes(content, "big")
    count = len(content) * 8 // 5
    return "".join(SIGNS[value >> 5 * place & 31] for place in reversed(range(count)))


def _to_bytes(signs: Sequence[str]) -> bytes:
    value = 0
    for sign in signs:
        value = value << 5 | SIGNS.index(sign)
    return value.to_bytes(len(signs) * 5 // 8, "big")
