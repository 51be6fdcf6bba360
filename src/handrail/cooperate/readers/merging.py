"""Merged cells: every cell of a merged area reads as its upper left one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from handrail.cooperate.domain.records import Cell
from handrail.cooperate.domain.refused import FileRefused

# Areas that lie over one row. Real ones never overlap, so a row of 500 columns holds at most 500.
MOST_AREAS_OVER_A_ROW = 500


@dataclass(frozen=True, slots=True, order=True)
class Area:
    """Rows and columns counted from 0, the last ones included."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


class Merging:
    """Fills the rows of one sheet, which must come in their order from the first."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self._coming = sorted(areas, reverse=True)
        self._over: list[tuple[Area, Cell]] = []

    def fill(self, row: int, cells: list[Cell]) -> list[Cell]:
        """The same list with the merged cells set. Raises FileRefused for areas heaped on each other."""
        self._over = [(area, value) for area, value in self._over if area.last_row >= row]
        while self._coming and self._coming[-1].first_row <= row:
            area = self._coming.pop()
            value = cells[area.first_column] if area.first_column < len(cells) else ""
            self._over.append((area, value))
        if len(self._over) > MOST_AREAS_OVER_A_ROW:
            raise FileRefused(
                "file-damaged",
                "The merged cells of a sheet lie over each other.",
                "Unmerge them, and save it anew.",
            )
        for area, value in self._over:
            for column in range(area.first_column, min(area.last_column, len(cells) - 1) + 1):
                cells[column] = value
        return cells
