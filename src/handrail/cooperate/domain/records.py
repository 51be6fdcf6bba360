"""What a file comes to: records to write, rows that are refused with their reasons, and what was left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Self

from handrail.core.dates import Age, PartialDate

# What a cell of a spreadsheet can hold once it is read.
Cell = str | int | float | bool | date | datetime | time | timedelta | None
# What a field of the catalogue can hold; its `type` says which.
Value = str | list[str] | PartialDate | Age | int | bool


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a file, a row or a cell. `row` counts from 1 as the spreadsheet does; 0 is the file.

    A fatal problem keeps its row out; any other is a notice about how something was read.
    """

    sheet: str
    row: int
    column: str
    value: str
    code: str
    why: str
    mend: str
    fatal: bool = True


class Problems(Sequence[Problem]):
    """The problems of a file as they are found: the first `limit` whole, all of them counted."""

    def __init__(self, limit: int = 1000) -> None:
        self._kept: list[Problem] = []
        self._limit = limit
        self._once: set[tuple[str, str]] = set()
        self.total = 0
        self.fatal = 0
        self.by_code: Counter[str] = Counter()

    def add(self, problem: Problem) -> None:
        self.total += 1
        self.fatal += problem.fatal
        self.by_code[problem.code] += 1
        if len(self._kept) < self._limit:
            self._kept.append(problem)

    def add_once(self, problem: Problem) -> None:
        """Keep only the first of its code and column: for notices that would repeat on every row."""
        if (problem.code, problem.column) not in self._once:
            self._once.add((problem.code, problem.column))
            self.add(problem)

    def __len__(self) -> int:
        return len(self._kept)

    def __getitem__(self, index):  # type: ignore[no-untyped-def]
        return self._kept[index]


@dataclass(frozen=True, slots=True)
class IncomingRecord:
    """One person's case as the file tells it.

    `rows` are the file's rows it came from; `values` catalogue values by field id; `entries` the child tables
    as (kind, values) with kind event, plan, comment, organisation or party; `milestones` by stage, and by
    "ended", "declined_assistance", "declined_justice"; `raw` the text of every cell under its header.
    `identity` names the headers that tell records apart when there is no hr_CaseId.
    """

    sheet: str
    rows: tuple[int, ...]
    values: Mapping[str, Value]
    entries: tuple[tuple[str, Mapping[str, Value]], ...]
    milestones: Mapping[str, PartialDate]
    raw: Mapping[str, str]
    identity: tuple[str, ...] = ()

    @property
    def reasons(self) -> dict[str, str]:
        """Why a stage was not reached, by stage: {"assisted": "no_place"}."""
        prefix = "hr_ReasonNot"
        return {
            name.removeprefix(prefix).lower(): str(value)
            for name, value in self.values.items()
            if name.startswith(prefix)
        }


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """Rows that are not taken, with the text to mend and every fatal problem they have."""

    sheet: str
    rows: tuple[int, ...]
    raw: Mapping[str, str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """A file being read. `outcomes` may be walked once; `problems` and `dropped` fill up while it is.

    `dropped` counts what was left out on purpose: rows ("row: empty") and columns ("column: never read").
    """

    layout: str
    sheets: tuple[str, ...]
    headers: tuple[str, ...]
    outcomes: Iterator[IncomingRecord | RefusedRow]
    problems: Problems = field(default_factory=Problems)
    dropped: Counter[str] = field(default_factory=Counter)
    close: Callable[[], object] = bool  # lets go of the file

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_failure: object) -> None:
        self.close()

    @property
    def records(self) -> Iterator[IncomingRecord]:
        """Only what can be written; the refused rows pass by into `problems`."""
        return (outcome for outcome in self.outcomes if isinstance(outcome, IncomingRecord))


def cell_text(cell: Cell) -> str:
    """The cell as a person sees it: no ".0" behind a whole number, ISO dates, stripped of outer space."""
    if isinstance(cell, str):
        # Excel keeps a line break as one sign, a text table as whatever its program wrote.
        lines = cell.replace("\r\n", "\n").replace("\r", "\n") if "\r" in cell else cell
        text = lines.strip()
        return text if text.isascii() else text.strip("\u00a0\u200b\ufeff").strip()
    match cell:
        case None:
            return ""
        case bool():
            return "TRUE" if cell else "FALSE"
        case float():
            return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
        case datetime():
            midnight = cell.time() == time(0)
            return cell.date().isoformat() if midnight else cell.isoformat(sep=" ", timespec="seconds")
        case date() | time():
            return cell.isoformat()
        case _:
            return str(cell)
