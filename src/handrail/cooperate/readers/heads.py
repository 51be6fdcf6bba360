"""The first rows of a sheet."""

from __future__ import annotations

from contextlib import closing
from itertools import islice

from handrail.cooperate.domain.records import cell_text
from handrail.cooperate.domain.table import Sheet

_HEAD = 12


def head_of(sheet: Sheet, rows: int = _HEAD) -> list[list[str]]:
    """The first rows of a sheet as text, each cell cut at 200 signs."""
    with closing(sheet.rows(False)) as walk:
        return [[cell_text(cell)[:200] for cell in row.cells] for row in islice(walk, rows)]
