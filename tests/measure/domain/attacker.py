"""Somebody who holds a whole snapshot and a solver: what can be said about each hidden number?

Every published table of one group of people is written down at once: the inside of each, its totals, and
that the same number stands in several tables. A shown number is known to within its rounding, and not to be
small. What is left is a linear programme; its smallest and largest answers are the attacker's interval.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import lil_matrix

from handrail.measure.domain.published import TOTAL, Table
from handrail.measure.domain.suppression import Rule

Key = tuple[str, ...]


@dataclass
class Attacker:
    """`believe` every table, then ask for the `interval` of a number."""

    rule: Rule
    numbers: dict[Key, int] = field(default_factory=dict)
    shown: dict[Key, tuple[float, float]] = field(default_factory=dict)
    hidden: set[Key] = field(default_factory=set)
    sums: list[tuple[list[int], int]] = field(default_factory=list)

    def _number(self, key: Key) -> int:
        return self.numbers.setdefault(key, len(self.numbers))

    def _read(self, key: Key, cell: int | None) -> int:
        if cell is None:
            self.hidden.add(key)
        else:
            low, high = self._behind(cell)
            before = self.shown.get(key, (0.0, float("inf")))
            self.shown[key] = (max(before[0], low), min(before[1], high))
        return self._number(key)

    def _behind(self, cell: int) -> tuple[float, float]:
        """The counts that are shown as this: small ones are never shown, but for nobody."""
        half = self.rule.base / 2
        counts = [
            n for n in range(int(cell + half) + 2) if self.rule.rounded(n) == cell and not self.rule.small(n)
        ]
        return float(min(counts)), float(max(counts))

    def believe(self, table: Table) -> None:
        rows = [*table.row_values, TOTAL]
        if not table.columns:
            keys = [self._read(_one(table.rows, v), c[0]) for v, c in zip(rows, table.cells, strict=True)]
            self.sums.append((keys[:-1], keys[-1]))
            return
        columns = [*table.column_values, TOTAL]
        grid = [
            [self._read(_two(table, r, c), cell) for c, cell in zip(columns, cells, strict=True)]
            for r, cells in zip(rows, table.cells, strict=True)
        ]
        self.sums += [(line[:-1], line[-1]) for line in grid]
        self.sums += [(list(line[:-1]), line[-1]) for line in zip(*grid, strict=True)]

    def equal(self, parts: Iterable[Key], whole: Key) -> None:
        """Tell the attacker that some numbers add up to another."""
        self.sums.append(([self._number(key) for key in parts], self._number(whole)))

    @cached_property
    def _programme(self) -> tuple[Any, list[tuple[float, float | None]]]:
        matrix = lil_matrix((len(self.sums), len(self.numbers)))
        for line, (parts, whole) in enumerate(self.sums):
            for part in parts:
                matrix[line, part] += 1
            matrix[line, whole] -= 1
        return matrix.tocsr(), [self.shown.get(each, (0.0, None)) for each in self.numbers]

    def interval(self, key: Key) -> tuple[float, float]:
        matrix, bounds = self._programme
        goal = np.zeros(len(self.numbers))
        goal[self.numbers[key]] = 1
        ends: list[float] = []
        for sign in (1, -1):
            found = linprog(
                sign * goal, A_eq=matrix, b_eq=np.zeros(len(self.sums)), bounds=bounds, method="highs"
            )
            assert found.status in (0, 3), found.message
            ends.append(sign * float(found.fun) if found.status == 0 else float("inf"))
        return ends[0], ends[1]


def _one(variable: str, value: str) -> Key:
    return (TOTAL,) if value == TOTAL else (variable, value)


def _two(table: Table, row: str, column: str) -> Key:
    if column == TOTAL:
        return _one(table.rows, row)
    if row == TOTAL:
        return _one(table.columns, column)
    return table.rows, row, table.columns, column
