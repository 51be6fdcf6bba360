"""Tables for everybody: small cells are hidden, and others with them, so that none can be worked out.

A table is a block of counts whose rows and columns add up to totals. We assume a reader who knows every
published number before rounding, and that people are counted from 0. `reach` returns what that reader can
still work out about a hidden number: its smallest and its largest value. A table is safe when no hidden
number is pinned down. As far as hiding more can help, a number hidden for being small cannot even be known
to within `threshold`.

What it does not promise: several tables over the same people can narrow a hidden number by inequalities (not
by subtraction). Rounding, and the few tables of the fixed menu, are the answer to that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

Block = NDArray[np.int64]
Mask = NDArray[np.bool_]
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Rule:
    """threshold: counts of 1 to threshold-1 are hidden. base: what is shown is a multiple of it."""

    threshold: int
    base: int

    def small(self, count: int) -> bool:
        return 0 < count < self.threshold

    def rounded(self, count: int) -> int:
        """The nearest multiple of the base, halves upwards."""
        return self.base * ((2 * count + self.base) // (2 * self.base))


@dataclass(frozen=True, slots=True)
class Hidden:
    """Which numbers of a table are not shown: inside it, its row and column totals, its grand total."""

    cells: Mask
    rows: Mask
    columns: Mask
    total: bool


def hide_totals(counts: Block, rule: Rule, *, keep: frozenset[int] = frozenset()) -> Mask:
    """Decide which counts of one variable are hidden; their total is hidden when it is small itself.

    Counts in `keep` are hidden to protect others only when nothing else can.
    """
    line = counts.reshape(1, -1)
    total = rule.small(int(counts.sum()))
    hidden = Hidden(_small(line, rule), np.array([total]), np.ones(line.shape[1], dtype=bool), total)
    cells: Mask = _protect(line, hidden, rule, frozenset((0, place) for place in keep)).cells[0]
    return cells


def hide(block: Block, rule: Rule, *, rows: Mask, columns: Mask) -> Hidden:
    """Decide which cells of a block are hidden.

    `rows` and `columns` say which totals are hidden already, because a table of one variable hides them.
    They stay so, and no more of them are hidden here.
    """
    hidden = Hidden(_small(block, rule), rows.copy(), columns.copy(), rule.small(int(block.sum())))
    return _protect(block, hidden, rule, frozenset())


def _small(block: Block, rule: Rule) -> Mask:
    return (block > 0) & (block < rule.threshold)


def _protect(block: Block, hidden: Hidden, rule: Rule, keep: frozenset[Place]) -> Hidden:
    """Hide more until every small cell is safe, as far as that can be.

    A hidden total needs no check of its own: were it known and small, so would each cell in its line be, to
    within less than the threshold. What was hidden for others' sake needs none either: if it can be worked
    out, showing it tells nobody more.
    """
    small = hidden.cells.copy()
    for place in _places(small):
        # Hiding more never tells a reader more: what was safe stays safe, and is not looked at again.
        while not _safe(block, hidden, place, rule.threshold):
            more = _candidate(block, hidden, place, keep)
            if more is None:
                break
            hidden.cells[more] = True
    _open_what_is_known_anyway(block, hidden, small)
    return hidden


def _places(mask: Mask) -> Iterator[Place]:
    return ((int(i), int(j)) for i, j in np.argwhere(mask))


def _safe(block: Block, hidden: Hidden, place: Place, width: int) -> bool:
    low, high = reach(block, hidden, (place,))
    return high - low > width - 0.5


def _candidate(block: Block, hidden: Hidden, weak: Place, keep: frozenset[Place]) -> Place | None:
    """The cell to hide next: one with people in it, in line with the weak one, small; a zero as the last."""
    open_cells = [
        place for place in _places(~hidden.cells) if block[place[0]].any() and block[:, place[1]].any()
    ]
    return min(
        open_cells,
        key=lambda p: (
            p in keep,
            block[p] == 0,
            p[0] != weak[0] and p[1] != weak[1],
            int(block[p]),
            p,
        ),
        default=None,
    )


def _open_what_is_known_anyway(block: Block, hidden: Hidden, small: Mask) -> None:
    """Show again what was hidden to protect others and can be worked out all the same."""
    for place in list(_places(hidden.cells & ~small)):
        low, high = reach(block, hidden, (place,))
        if high - low < 0.5:
            hidden.cells[place] = False


def reach(block: Block, hidden: Hidden, group: tuple[Place, ...]) -> tuple[float, float]:
    """Return the smallest and the largest sum that a reader can give a group; infinite where unbounded."""
    at = {place: index for index, place in enumerate(_places(hidden.cells))}
    known = float(sum(int(block[place]) for place in group if place not in at))
    goal = np.zeros(len(at))
    for place in group:
        if place in at:
            goal[at[place]] = 1.0
    if not goal.any():
        return known, known
    matrix, sums = _equations(block, hidden, at)
    ends: list[float] = []
    for sign in (1.0, -1.0):
        found = linprog(sign * goal, A_eq=matrix, b_eq=sums, bounds=(0, None), method="highs")
        if found.status not in (0, 3):
            raise ArithmeticError(f"the check of a table ended with: {found.message}")
        ends.append(known + sign * float(found.fun) if found.status == 0 else -sign * float("inf"))
    return ends[0], ends[1]


def _equations(
    block: Block, hidden: Hidden, at: dict[Place, int]
) -> tuple[NDArray[np.float64] | None, NDArray[np.float64] | None]:
    """What a reader can write down: each published total less the published cells of its line."""
    height, width = block.shape
    lines = [[(i, j) for j in range(width)] for i in range(height) if not hidden.rows[i]]
    lines += [[(i, j) for i in range(height)] for j in range(width) if not hidden.columns[j]]
    if not hidden.total:
        lines.append([(i, j) for i in range(height) for j in range(width)])
    unknown = [[place for place in line if place in at] for line in lines]
    unknown = [line for line in unknown if line]
    if not unknown:
        return None, None
    matrix = np.zeros((len(unknown), len(at)))
    for row, line in enumerate(unknown):
        matrix[row, [at[place] for place in line]] = 1.0
    return matrix, np.array([float(sum(int(block[place]) for place in line)) for line in unknown])
