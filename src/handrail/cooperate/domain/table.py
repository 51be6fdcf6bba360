"""A sheet as the readers hand it over, whatever kind of file it was in."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field

from handrail.cooperate.domain.records import Cell, Problem
from handrail.cooperate.domain.values import Unreadable


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `number` from 1, cells from column A, fills as RRGGBB and faults by column index (from 0)."""

    number: int
    cells: Sequence[Cell]
    colours: Mapping[int, str] = field(default_factory=dict)
    faults: Mapping[int, Unreadable] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet whose rows can be walked as often as wanted; `rows(True)` reads fills too, which is slower."""

    name: str
    rows: Callable[[bool], Generator[Row, None, None]]
    hidden_rows: int = 0
    hidden_columns: int = 0


@dataclass(frozen=True, slots=True)
class Book:
    """An opened file: its kind (xlsx, csv, odk-xml ...), its sheets, and notices about how it was read."""

    kind: str
    sheets: tuple[Sheet, ...]
    notices: tuple[Problem, ...] = ()
