"""Which sheets of a book a mapping reads, and what is to be said of those that it does not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handrail.cooperate.domain.layouts.htcds import htcds_mapping, is_child_table
from handrail.cooperate.domain.mapping import ALL_SHEETS, Mapping, join_headers
from handrail.cooperate.domain.records import Problem
from handrail.cooperate.domain.refused import FileRefused
from handrail.cooperate.domain.table import Book, Sheet
from handrail.cooperate.readers.heads import head_of

_ENOUGH_NAMES = 8


def sheets_of(book: Book, mapping: Mapping) -> list[Sheet]:
    """The sheets that the mapping reads, in the order of the book. Raises FileRefused when there is none."""
    if not mapping.sheet:
        return [book.sheets[0]]
    if mapping.sheet == ALL_SHEETS:
        return [sheet for sheet in book.sheets if _has_columns(sheet, mapping)] or [book.sheets[0]]
    for sheet in book.sheets:
        if sheet.name == mapping.sheet or (len(book.sheets) == 1 and not sheet.name):
            return [sheet]
    raise FileRefused(
        "sheet-missing",
        f"The file has no sheet “{mapping.sheet}”.",
        f"It has {_names(book.sheets)}. Change the mapping, or the sheet's name.",
    )


def headers_of(sheet: Sheet, mapping: Mapping) -> list[str]:
    """The joined headers of a sheet. Raises FileRefused when it ends before them."""
    if not mapping.header_rows:
        return []
    head = head_of(sheet, max(mapping.header_rows))
    rows = [head[number - 1] for number in mapping.header_rows if number <= len(head)]
    if len(rows) < len(mapping.header_rows):
        raise FileRefused(
            "file-empty", "The sheet ends before its header.", "Choose another sheet or mapping."
        )
    return join_headers(rows)


def _has_columns(sheet: Sheet, mapping: Mapping) -> bool:
    try:
        headers = {*headers_of(sheet, mapping)}
    except FileRefused:
        return False
    wanted = {name for name in mapping.columns if name not in mapping.optional and not name.startswith("@")}
    return wanted <= headers


def sheet_notices(book: Book, mapping: Mapping, taken: Sequence[Sheet]) -> Iterator[Problem]:
    """What nobody should find out later: sheets that were not read, rows and columns that are hidden."""
    for sheet in taken:
        if sheet.hidden_rows or sheet.hidden_columns:
            yield _notice(
                sheet.name,
                "rows-hidden",
                f"Hidden or filtered out in this sheet: {sheet.hidden_rows} rows, {sheet.hidden_columns}"
                " columns. They are read like the others.",
                "If they are not meant to come in, delete them, or copy the visible ones to a new sheet.",
            )
    left = [sheet for sheet in book.sheets if not any(sheet is each for each in taken)]
    alike = [sheet for sheet in left if mapping.header_rows and _has_columns(sheet, mapping)]
    if alike:
        yield _notice(
            "",
            "sheets-alike-not-read",
            f"{_names(alike)}: these sheets have the same columns and were not read.",
            'To read them too, choose all sheets that have these columns (in a mapping file: sheet: "*").',
        )
    others = [s for s in left if not any(s is a for a in alike) and _says_something(s)]
    if others and mapping.name not in ("htcds", "survey"):
        yield _notice(
            "",
            "sheets-not-read",
            f"{_names(others)}: these sheets have other columns and were not read.",
            "If there are cases on them, import the file again with a mapping for that sheet.",
        )


def _says_something(sheet: Sheet) -> bool:
    head = head_of(sheet)
    mapping = htcds_mapping(head)
    lines = mapping is not None and is_child_table(mapping)
    return not lines and any(text for row in head for text in row)


def _names(sheets: Sequence[Sheet]) -> str:
    shown = ", ".join(f"“{sheet.name[:60]}”" for sheet in sheets[:_ENOUGH_NAMES])
    return shown + (f" and {len(sheets) - _ENOUGH_NAMES} more" if len(sheets) > _ENOUGH_NAMES else "")


def _notice(sheet: str, code: str, why: str, mend: str) -> Problem:
    return Problem(sheet, 0, "", "", code, why, mend, fatal=False)
