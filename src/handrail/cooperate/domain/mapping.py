"""The mapping document: how the columns of somebody's own table become fields of the catalogue.

It is made in the browser or by hand, saved, and used again. `data/mapping-example.yaml` shows every key.
"""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from typing import Literal

from handrail.cooperate.domain.values import MISSING, Reading

FORMAT = "1"
RowIs = Literal["case", "service"]
PLAIN = Reading()
# As `sheet`: every sheet that has the mapped columns, such as one a month.
ALL_SHEETS = "*"


@dataclass(frozen=True, slots=True)
class MappingProblem:
    """A fault in a mapping document. `where` is the line and the key, such as "line 7, columns / Age"."""

    where: str
    why: str
    mend: str


class MappingRefused(ValueError):
    """A mapping document with faults: all of them, not only the first."""

    def __init__(self, problems: tuple[MappingProblem, ...]) -> None:
        super().__init__("; ".join(f"{p.where}: {p.why} {p.mend}" for p in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class ColumnReader:
    """One column gives one field. A column may have several readers.

    With `flag` the column is a yes/no mark: a yes adds that code to the field, a no adds the column's name to
    the field `no_to`, if one is given. `line` numbers the entry (event, plan ...) that the value goes to.
    """

    field: str
    how: Reading = PLAIN
    flag: str = ""
    no_to: str = ""
    line: int = 1


@dataclass(frozen=True, slots=True)
class ColourRule:
    """A cell filled with this colour (RRGGBB) says: the field has this value. No column means any cell."""

    colour: str
    field: str
    value: str
    column: str = ""


@dataclass(frozen=True, slots=True)
class PersonSplit:
    """Columns in which one cell holds several persons, part by part in the same order."""

    columns: tuple[str, ...] = ()
    separators: tuple[str, ...] = ("\n", ";")


@dataclass(frozen=True, slots=True)
class Mapping:
    """A whole mapping. Headers are as `join_headers` makes them; "@C" is column C whatever its header."""

    name: str
    columns: MappingOf[str, tuple[ColumnReader, ...]]
    sheet: str = ""
    header_rows: tuple[int, ...] = (1,)
    data_from: int = 0
    row_is: RowIs = "case"
    group_by: tuple[str, ...] = ()
    identity: tuple[str, ...] = ()
    constants: MappingOf[str, str] = field(default_factory=dict)
    colours: tuple[ColourRule, ...] = ()
    persons: PersonSplit = PersonSplit()
    ignore: tuple[str, ...] = ()
    skip_rows: MappingOf[str, tuple[str, ...]] = field(default_factory=dict)
    keep_unmapped: bool = True
    missing: tuple[str, ...] = MISSING
    match_headers: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()

    @property
    def first_row(self) -> int:
        return self.data_from or max(self.header_rows, default=0) + 1


def is_own_form(mapping: Mapping) -> bool:
    """Whether a table comes from a program and not from somebody's hand: the standard, a survey, CTDC."""
    return mapping.name in ("htcds", "survey") or bool(mapping.match_headers)


def join_headers(rows: list[list[str]]) -> list[str]:
    """The header of each column from one or two header rows: joined by " / ", said once, made unique.

    A blank gives "@C" (the column's letter); a repeated header gets " (2)", " (3)" behind it.
    """
    width = max((len(row) for row in rows), default=0)
    seen: dict[str, int] = {}
    headers = []
    for index in range(width):
        parts: list[str] = []
        for row in rows:
            part = " ".join(row[index].split()) if index < len(row) else ""
            if part and part not in parts:
                parts.append(part)
        header = " / ".join(parts) or f"@{column_letter(index)}"
        seen[header] = seen.get(header, 0) + 1
        headers.append(header if seen[header] == 1 else f"{header} ({seen[header]})")
    return headers


def column_letter(index: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
