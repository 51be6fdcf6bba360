"""Reading a whole file: records and refused rows as a stream, and the first rows for the mapping page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

from handrail.cooperate.domain.evidence import doubts_of
from handrail.cooperate.domain.layouts.htcds import htcds_mapping, is_child_table
from handrail.cooperate.domain.mapping import Mapping, is_own_form
from handrail.cooperate.domain.records import IncomingRecord, ParsedFile, Problem, Problems, Value
from handrail.cooperate.domain.refused import FileRefused
from handrail.cooperate.domain.table import Book, Sheet
from handrail.cooperate.domain.taking import Taking, file_problem
from handrail.cooperate.domain.tally import Tally
from handrail.cooperate.readers.book import open_book, recognise
from handrail.cooperate.readers.heads import head_of
from handrail.cooperate.readers.sheets import headers_of, sheet_notices, sheets_of

Source = Path | str | BinaryIO


def _stream(source: Source, stack: ExitStack) -> BinaryIO:
    """The source as a stream; what is opened here is closed with the stack."""
    if not isinstance(source, str | Path):
        return source
    try:
        return stack.enter_context(Path(source).open("rb"))
    except OSError as error:
        raise FileRefused(
            "file-unreachable", "The file cannot be opened.", "Check its name and place."
        ) from error


@dataclass(frozen=True, slots=True)
class SheetLook:
    """The name and the first rows of a sheet, as text, from row 1."""

    name: str
    rows: list[list[str]]


@dataclass(frozen=True, slots=True)
class Look:
    """What the mapping page needs: kind of file, first rows of each sheet, and the layout if it is known."""

    kind: str
    sheets: tuple[SheetLook, ...]
    layout: str
    notices: tuple[Problem, ...]


def look(source: Source, *, name: str, rows: int = 20) -> Look:
    """The first rows of every sheet. Raises FileRefused."""
    with ExitStack() as stack:
        book = open_book(_stream(source, stack), name=name)
        sheets = tuple(SheetLook(sheet.name, head_of(sheet, rows)) for sheet in book.sheets)
        known = recognise(book)
        return Look(book.kind, sheets, known[0].name if known else "", book.notices)


def read(source: Source, *, name: str, mapping: Mapping | None = None, today: date) -> ParsedFile:
    """Read a file by a mapping, or by its layout when that is known. Raises FileRefused; writes nothing.

    Use the answer as a context manager: it holds the file open until its outcomes are walked or it is closed.
    """
    with ExitStack() as stack:
        parsed = _parse(open_book(_stream(source, stack), name=name), mapping, today)
        return replace(parsed, close=stack.pop_all().close)


def _parse(book: Book, mapping: Mapping | None, today: date) -> ParsedFile:
    if mapping is None:
        mapping, sheet = _recognised(book)
        sheets = [sheet]
    else:
        sheets = sheets_of(book, mapping)
    problems = Problems()
    dropped: Counter[str] = Counter()
    notices = [*book.notices, *sheet_notices(book, mapping, sheets)]
    takings: list[tuple[Taking, Sheet]] = []
    seen_ids = Tally()
    headers: dict[str, None] = {}
    for sheet in sheets:
        own = headers_of(sheet, mapping)
        headers |= dict.fromkeys(own)
        notices += _repeated_headers(own, mapping, sheet.name)
        taking = Taking(
            mapping=mapping,
            headers=list(own),
            sheet=sheet.name,
            today=today,
            problems=problems,
            dropped=dropped,
            children=_children(book, sheet, today, problems, dropped) if mapping.name == "htcds" else {},
            exact_width=book.kind in ("csv", "tsv"),
            own_form=is_own_form(mapping),
            seen_ids=seen_ids,
        )
        _look_for_doubts(taking, sheet)
        takings.append((taking, sheet))
    for notice in notices:
        problems.add(notice)
    outcomes = chain.from_iterable(t.outcomes(s.rows(bool(mapping.colours))) for t, s in takings)
    # The first one is fetched here, so that what refuses the whole sheet is said at once.
    first = list(islice(outcomes, 1))
    return ParsedFile(
        mapping.name,
        tuple(sheet.name for sheet in sheets),
        tuple(headers),
        chain(first, outcomes),
        problems=problems,
        dropped=dropped,
    )


def _look_for_doubts(taking: Taking, sheet: Sheet) -> None:
    """One pass over a sheet of somebody's own before it is taken, for what only a whole column tells."""
    if taking.own_form:
        return
    dates, yes_no = taking.columns_of("date"), taking.columns_of("yes_no")
    if dates or yes_no:
        first = taking.mapping.first_row
        rows = (row.cells for row in sheet.rows(False) if row.number >= first)
        taking.doubts = doubts_of(rows, dates, yes_no)


def _repeated_headers(headers: list[str], mapping: Mapping, sheet: str) -> Iterator[Problem]:
    """A notice for a header over two columns, unless the layout knows them for two different fields."""
    for header in headers:
        first = header.removesuffix(" (2)")
        readers = mapping.columns.get(header)
        if first != header and (readers is None or readers == mapping.columns.get(first)):
            why = f"The header “{first[:80]}” stands over two columns."
            mend = "Give each column a header of its own; until then the second one is called “… (2)”."
            yield file_problem(sheet, "header-twice", why, mend)


def _recognised(book: Book) -> tuple[Mapping, Sheet]:
    known = recognise(book)
    if known is None:
        raise FileRefused(
            "layout-unknown",
            "The columns of this file are not of a layout that we know.",
            "Map its columns in the browser, or give a mapping with --mapping.",
        )
    return known


def _children(
    book: Book, main: Sheet, today: date, problems: Problems, dropped: Counter[str]
) -> dict[str, list[tuple[str, dict[str, Value]]]]:
    """The lines of cases (events, plans, notes, parties) on other sheets of our own export, by case id."""
    children: dict[str, list[tuple[str, dict[str, Value]]]] = {}
    for sheet in book.sheets:
        mapping = htcds_mapping(head_of(sheet)) if sheet is not main else None
        if mapping is None or not is_child_table(mapping):
            continue
        taking = Taking(
            mapping=mapping,
            headers=headers_of(sheet, mapping),
            sheet=sheet.name,
            today=today,
            problems=problems,
            dropped=dropped,
            own_form=True,
            of_lines=True,
        )
        for outcome in taking.outcomes(sheet.rows(False)):
            if isinstance(outcome, IncomingRecord):
                lines = children.setdefault(str(outcome.values["hr_CaseId"]), [])
                lines.extend((kind, dict(values)) for kind, values in outcome.entries)
    return children
