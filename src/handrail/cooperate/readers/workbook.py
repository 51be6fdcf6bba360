"""Workbooks: xlsx, xlsm and ods by calamine, xls by xlrd, fills by openpyxl when a mapping asks for colours.

Calamine sets aside a full rectangle for every sheet, and the process dies when there is no memory for it.
So no sheet reaches it whose last row and column were not found beforehand, cell by cell.

Macros are never run: the cells of an .xlsm are read, the macro is left alone, and a notice says so.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import BinaryIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum

from handrail.cooperate.domain.records import Cell, Problem
from handrail.cooperate.domain.refused import FileRefused
from handrail.cooperate.domain.table import Book, Row, Sheet
from handrail.cooperate.readers import limits
from handrail.cooperate.readers.archive import Archive, broken, inspect, locked
from handrail.cooperate.readers.colours import fills_of
from handrail.cooperate.readers.merging import Area, Merging
from handrail.cooperate.readers.old_workbook import open_old_workbook
from handrail.cooperate.readers.opendocument import check_extent
from handrail.cooperate.readers.sheet_xml import SheetScan, sheet_parts, too_many_columns, too_many_rows


def open_workbook(stream: BinaryIO, *, kind: str, size: int) -> Book:
    """The book in the stream, which must stay open while its rows are walked. Raises FileRefused."""
    if size > limits.LARGEST_WORKBOOK:
        raise FileRefused(
            "file-too-large",
            f"The workbook is larger than {limits.LARGEST_WORKBOOK // limits.MEGABYTE} MB.",
            "Save only the sheet that is needed as CSV (UTF-8), or split it by year.",
        )
    if kind == "xls":
        return open_old_workbook(stream)
    archive = inspect(stream, size=size)
    if kind == "ods":
        check_extent(stream)
    parts = {} if kind == "ods" else _parts_of_sheets(stream, archive)
    stream.seek(0)
    with _calamine("The workbook cannot be opened; it is damaged or not what it claims to be."):
        book = CalamineWorkbook.from_object(stream)
        names = [s.name for s in book.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
    if not names:
        raise broken("The workbook has no sheet with cells.")
    sheets = tuple(_sheet(book, stream, name, parts.get(name)) for name in names)
    return Book(kind, sheets, tuple(_notices(archive)))


def _sheet(book: CalamineWorkbook, stream: BinaryIO, name: str, scan: SheetScan | None) -> Sheet:
    rows = _Rows(book, stream, name, scan)
    return Sheet(name, rows, scan.hidden_rows, scan.hidden_columns) if scan else Sheet(name, rows)


def _notices(archive: Archive) -> Iterator[Problem]:
    if archive.has_macros:
        why = "The workbook holds a macro. It was not run; the cells were read."
        mend = "If cells are filled by the macro, run it yourself and save before you import."
        yield Problem("", 0, "", "", "macro-not-run", why, mend, fatal=False)
    if archive.has_external_links:
        why = "The workbook points to other files. They were not opened."
        mend = "Check the cells that come from other files: they show what was saved last."
        yield Problem("", 0, "", "", "links-not-followed", why, mend, fatal=False)


def _parts_of_sheets(stream: BinaryIO, archive: Archive) -> dict[str, SheetScan]:
    """The scan of each sheet by its name. A sheet in a part that was not scanned is refused."""
    scans = {name.lower(): scan for name, scan in archive.scans.items()}
    parts = sheet_parts(stream)
    if not all(part.lower() in scans for part in parts.values()):
        raise broken("The workbook names a sheet that it does not hold, or holds in an unusual place.")
    return {sheet: scans[part.lower()] for sheet, part in parts.items()}


@contextmanager
def _calamine(why: str) -> Iterator[None]:
    """Turn whatever the reader's Rust code answers to a damaged file into a refusal."""
    try:
        yield
    except PasswordError as error:
        raise locked() from error
    except FileRefused:
        raise
    except (CalamineError, OSError, ValueError, IndexError, OverflowError) as error:
        raise broken(why) from error
    except BaseException as error:
        # A panic in Rust arrives as a BaseException of a class that cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise broken(why) from error


class _Rows:
    """The rows of one sheet, merged cells filled with their value. Called again it starts again."""

    def __init__(self, book: CalamineWorkbook, stream: BinaryIO, name: str, scan: SheetScan | None) -> None:
        self._book = book
        self._stream = stream
        self._name = name
        self._scan = scan

    def __call__(self, with_colours: bool) -> Generator[Row, None, None]:
        with _calamine(f"The sheet “{self._name[:60]}” cannot be read."):
            sheet = self._book.get_sheet_by_name(self._name)
        _check_extent(sheet)
        fills = fills_of(self._stream, self._name) if with_colours else {}
        faults: dict[int, dict[int, object]] = {}
        if self._scan is not None:
            for (row, column), fault in self._scan.faults.items():
                faults.setdefault(row, {})[column] = fault
        for number, cells in enumerate(_filled(sheet), start=1):
            yield Row(number, cells, fills.get(number, {}), faults.get(number, {}))  # type: ignore[arg-type]


def _check_extent(sheet: CalamineSheet) -> None:
    if sheet.total_width >= limits.MOST_COLUMNS:
        raise too_many_columns()
    if sheet.total_height >= limits.MOST_ROWS:
        raise too_many_rows()


def _filled(sheet: CalamineSheet) -> Iterator[list[Cell]]:
    """The rows from column A and row 1, merged areas filled."""
    offset = sheet.start[1] if sheet.start else 0
    merging = Merging(
        Area(top, bottom, left, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or []
    )
    for index, given in enumerate(sheet.iter_rows()):
        yield merging.fill(index, [*([""] * offset), *given])
