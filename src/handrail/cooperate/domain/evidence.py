"""What only a column as a whole says about its cells: looked for before any row is taken.

A program set to month first turns 03/04/2021 into the 4th of March as a real date, and leaves 25/03/2021 as
text. And a cross is a yes in a column of crosses, but a no beside ticks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from handrail.cooperate.domain.marks import is_cross, is_tick
from handrail.cooperate.domain.records import Cell, cell_text

# Of so many real dates in a row one would lie after the 12th of its month, but for one time in fifteen.
LEAST_REAL_DATES = 3
_DAY_FIRST = re.compile(r"(?:1[3-9]|2\d|3[01])\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{2,4}(?:\s.*)?")
_MONTH_FIRST = re.compile(r"\d{1,2}\s*[-/.]\s*(?:1[3-9]|2\d|3[01])\s*[-/.]\s*\d{2,4}(?:\s.*)?")


@dataclass(frozen=True, slots=True)
class Doubts:
    """What to be careful of in one column: dates with day and month turned, crosses beside ticks."""

    turned: bool = False
    crosses: bool = False


NONE = Doubts()


def doubts_of(
    rows: Iterable[Sequence[Cell]], dates: Iterable[int], yes_no: Iterable[int]
) -> dict[int, Doubts]:
    """The doubts about columns of dates and of yes and no, by column index. One pass over the rows."""
    dates, yes_no = tuple(dates), tuple(yes_no)
    real, late, text = dict.fromkeys(dates, 0), set(), set()
    ticks, crosses = set(), set()
    for cells in rows:
        for index in dates:
            cell = cells[index] if index < len(cells) else None
            if isinstance(cell, date):
                real[index] += 1
                if cell.day > 12:
                    late.add(index)
            elif isinstance(cell, str) and _DAY_FIRST.fullmatch(cell.strip()):
                text.add(index)
        for index in yes_no:
            said = cell_text(cells[index]) if index < len(cells) else ""
            if is_tick(said):
                ticks.add(index)
            elif is_cross(said):
                crosses.add(index)
    turned = {i for i in dates if real[i] >= LEAST_REAL_DATES and i in text and i not in late}
    mixed = ticks & crosses
    return {index: Doubts(index in turned, index in mixed) for index in turned | mixed}


def order_of(values: Iterable[str]) -> str:
    """ "dmy" or "mdy" where dates in figures show it and none contradicts it; else ""."""
    texts = [value.strip() for value in values]
    day_first = any(_DAY_FIRST.fullmatch(text) for text in texts)
    month_first = any(_MONTH_FIRST.fullmatch(text) for text in texts)
    if day_first == month_first:
        return ""
    return "dmy" if day_first else "mdy"
