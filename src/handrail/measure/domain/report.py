"""A report: which people, parted by what, counted how. Quarters are relative, so that it can run again."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from handrail.measure.domain.cohort import UNKNOWN, in_natural_order
from handrail.measure.domain.published import Counts, Table, last_whole_quarter

CHOSEN = "chosen"
# How many quarters, ending with the last that is over. "this-year" begins with the first quarter of its year.
PERIODS: tuple[str, ...] = ("last-quarter", "last-two", "last-four", "this-year", CHOSEN)
_LONG: Mapping[str, int] = {"last-quarter": 1, "last-two": 2, "last-four": 4}
DETECTED = "detected"
YES, NO = "yes", "no"
MOST_QUARTERS = 40
_QUARTER = re.compile(r"(?:19|20)\d{2}Q[1-4]")


class ReportProblem(ValueError):
    """A report that cannot be: `code` says why, `field` where, `value` what was asked for."""

    def __init__(self, code: str, *, field: str, value: str = "") -> None:
        super().__init__(f"{field}: {value!r} ({code})")
        self.code = code
        self.field = field
        self.value = value


@dataclass(frozen=True, slots=True)
class ReportMenu:
    """What a report can be made of (`data/report_menu.yaml`)."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    measures: tuple[str, ...]
    most_rows: int
    coarser: Mapping[str, str]
    one: tuple[str, ...]
    two: tuple[tuple[str, str], ...]
    handed_measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """Whole or running quarters: relative ("last-four"), or chosen from the first to the last."""

    kind: str = "last-quarter"
    first: str = ""
    last: str = ""

    def quarters(self, today: date) -> tuple[str, str]:
        """Return the first and the last quarter, as seen from a day."""
        if self.kind == CHOSEN:
            return self.first, self.last
        last, _ = last_whole_quarter(today)
        if self.kind == "this-year":
            return f"{last[:4]}Q1", last
        return moved(last, 1 - _LONG[self.kind]), last


@dataclass(frozen=True, slots=True)
class Definition:
    """One report: a measure, a block of rows for each variable, at most one split into columns."""

    measure: str
    rows: tuple[str, ...]
    column: str
    period: Period

    def as_mapping(self) -> dict[str, Any]:
        """The definition as it is kept and put into an address; `read_definition` gives it back."""
        return {
            "measure": self.measure,
            "rows": list(self.rows),
            "column": self.column,
            "period": self.period.kind,
            "from": self.period.first,
            "until": self.period.last,
        }

    @property
    def parted_by_measure(self) -> bool:
        """Whether the columns say who got there and who did not."""
        return self.measure != DETECTED and not self.column


def moved(quarter: str, by: int) -> str:
    """The quarter so many quarters later (earlier: below 0)."""
    index = int(quarter[:4]) * 4 + int(quarter[-1]) - 1 + by
    return f"{index // 4}Q{index % 4 + 1}"


def read_definition(asked: Mapping[str, Any], menu: ReportMenu) -> Definition:
    """Return what was asked for. Raises ReportProblem that names the field and what is wrong with it."""
    measure = str(asked.get("measure") or DETECTED)
    if measure not in menu.measures:
        raise ReportProblem("not-on-the-menu", field="measure", value=measure)
    rows = tuple(dict.fromkeys(str(name) for name in asked.get("rows") or ()))
    if not rows:
        raise ReportProblem("no-rows", field="rows")
    for name in rows:
        if name not in menu.rows:
            raise ReportProblem("not-on-the-menu", field="rows", value=name)
    if len(rows) > menu.most_rows:
        raise ReportProblem("too-many-rows", field="rows", value=str(menu.most_rows))
    column = str(asked.get("column") or "")
    if column and column not in menu.columns:
        raise ReportProblem("not-on-the-menu", field="column", value=column)
    if column in rows and len(rows) == 1:
        raise ReportProblem("column-is-the-row", field="column", value=column)
    # A variable that splits the columns has no block of rows beside it: it would repeat the totals.
    return Definition(measure, tuple(name for name in rows if name != column), column, _period(asked))


def _period(asked: Mapping[str, Any]) -> Period:
    kind = str(asked.get("period") or "last-quarter")
    if kind not in PERIODS:
        raise ReportProblem("not-on-the-menu", field="period", value=kind)
    if kind != CHOSEN:
        return Period(kind)
    first, last = str(asked.get("from") or ""), str(asked.get("until") or "")
    for field, value in (("from", first), ("until", last)):
        if not _QUARTER.fullmatch(value):
            raise ReportProblem("not-a-quarter", field=field, value=value)
    if first > last:
        raise ReportProblem("ends-before-it-begins", field="until", value=last)
    if moved(first, MOST_QUARTERS) <= last:
        raise ReportProblem("too-many-quarters", field="until", value=str(MOST_QUARTERS))
    return Period(CHOSEN, first, last)


def exact_table(counts: Counts, *, measure: str, row: str, column: str, values: Sequence[str] = ()) -> Table:
    """Return the counts of (row, column) as a table with its totals; nothing hidden, nothing rounded.

    `values` are columns that stand there even when nobody is in them.
    """
    rows = sorted({key[0] for key in counts}, key=in_order)
    columns = [*values] or (sorted({key[1] for key in counts}, key=in_order) if column else [])
    cells: list[tuple[int | None, ...]] = []
    for value in rows:
        line = [counts.get((value, name), 0) for name in columns] if column else []
        cells.append((*line, sum(line) if column else counts[(value,)]))
    width = len(columns) + 1
    cells.append(tuple(sum(line[place] or 0 for line in cells) for place in range(width)))
    return Table(
        f"{measure}-by-{row}-and-{column}", measure, row, column, tuple(rows), tuple(columns), tuple(cells)
    )


def in_order(value: str) -> tuple[bool, tuple[int, str]]:
    """A sorting key: by number where there is one, then by code; what was not recorded last."""
    return value in ("", UNKNOWN), in_natural_order(value)


def handed_variable(name: str, menu: ReportMenu) -> str:
    """The variable that a hand-out gives for one of a report. Raises ReportProblem where it gives none."""
    given = menu.coarser.get(name, name)
    if given not in menu.one:
        raise ReportProblem("not-handed-out", field="rows", value=name)
    return given


def handed_tables(definition: Definition, made: Sequence[Table], menu: ReportMenu) -> list[Table]:
    """Pick from a hand-out the tables that a report asks for. Raises ReportProblem where it holds none.

    Picking and turning tables tells nobody more than the hand-out itself does.
    """
    if definition.measure != DETECTED and definition.measure not in menu.handed_measures:
        raise ReportProblem("not-handed-out", field="measure", value=definition.measure)
    if definition.measure != DETECTED and definition.column:
        raise ReportProblem("measure-and-column", field="column", value=definition.column)
    rows = dict.fromkeys(handed_variable(name, menu) for name in definition.rows)
    if definition.measure != DETECTED:
        column = definition.measure
    else:
        column = handed_variable(definition.column, menu) if definition.column else ""
    by_names = {(table.rows, table.columns): table for table in made}
    found: list[Table] = []
    for row in rows:
        if row == column:
            continue
        table = by_names.get((row, column)) or _turned(by_names.get((column, row)))
        if table is None:
            raise ReportProblem("not-handed-out-together", field="rows", value=row)
        found.append(table)
    return found


def _turned(table: Table | None) -> Table | None:
    if table is None or not table.columns:
        return None
    cells = tuple(zip(*table.cells, strict=True))
    return Table(table.id, table.of, table.columns, table.rows, table.column_values, table.row_values, cells)
