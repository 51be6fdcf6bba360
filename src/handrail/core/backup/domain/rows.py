"""Rows as lines of text, and the digest of a table, which does not depend on the order of its rows. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from handrail.core.backup.domain.cells import Cell

Row = list[Cell]

_MODULUS = 1 << 256


def line_of(row: Row) -> bytes:
    """Return a row as one line of JSON, the same bytes for the same row."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode() + b"\n"


def rows_in(lines: bytes) -> list[Row]:
    """Return the rows of some lines. Raises `ValueError` for what `line_of` did not write."""
    return [json.loads(line) for line in lines.splitlines()] if lines else []


@dataclass
class Content:
    """How many rows a table has, and the sum of their SHA-256 (modulo 2^256): equal for equal rows.

    It finds what got lost or changed by accident. Against somebody who makes rows up on purpose stands the
    proof over the whole manifest, not this sum.
    """

    rows: int = 0
    _sum: int = field(default=0, repr=False)

    def add(self, lines: Iterable[bytes]) -> None:
        for line in lines:
            self.rows += 1
            self._sum = (self._sum + int.from_bytes(hashlib.sha256(line).digest(), "big")) % _MODULUS

    @property
    def digest(self) -> str:
        return f"{self._sum:064x}"
