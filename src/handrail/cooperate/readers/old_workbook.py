"""Workbooks of Excel 97-2003 (.xls), read cell by cell, so that no claim of the file sets aside memory."""

from __future__ import annotations

import struct
from collections.abc import Generator
from typing import Any, BinaryIO

import xlrd  # type: ignore[import-untyped]

from handrail.cooperate.domain.records import Cell
from handrail.cooperate.domain.refused import FileRefused
from handrail.cooperate.domain.table import Book, Row, Sheet
from handrail.cooperate.domain.values import Unreadable
from handrail.cooperate.readers import limits
from handrail.cooperate.readers.archive import broken
from handrail.cooperate.readers.merging import Area, Merging
from handrail.cooperate.readers.sheet_xml import ERROR_CELL, too_many_columns

# What xlrd answers to a damaged file: it has no error class of its own for most of that.
_UNREADABLE = (
    xlrd.XLRDError,
    xlrd.compdoc.CompDocError,
    struct.error,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    RuntimeError,  # a file whose directory goes round in circles
)


class _Silence:
    """Takes the reader's diary of odd bytes, which nobody asked for and which may quote cells."""

    def write(self, _text: str) -> None:
        return

    def flush(self) -> None:
        return


def open_old_workbook(stream: BinaryIO) -> Book:
    """The book in the stream. Raises FileRefused."""
    stream.seek(0)
    try:
        book = xlrd.open_workbook(
            file_contents=stream.read(), logfile=_Silence(), formatting_info=True, ragged_rows=True
        )
    except _UNREADABLE as error:
        raise broken("The old-style workbook cannot be opened; it is damaged.") from error
    for sheet in book.sheets():
        if sheet.ncols > limits.MOST_COLUMNS:
            raise too_many_columns()
    if not book.nsheets:
        raise broken("The workbook has no sheet with cells.")
    return Book("xls", tuple(_sheet(book, sheet) for sheet in book.sheets()))


def _sheet(book: Any, sheet: Any) -> Sheet:
    rows = sum(bool(row.hidden) for index, row in sheet.rowinfo_map.items() if 0 < index < sheet.nrows)
    columns = sum(bool(column.hidden) for index, column in sheet.colinfo_map.items() if index < sheet.ncols)
    return Sheet(sheet.name, _Rows(book, sheet), rows, columns)


class _Rows:
    def __init__(self, book: Any, sheet: Any) -> None:
        self._book = book
        self._sheet = sheet

    def __call__(self, with_colours: bool) -> Generator[Row, None, None]:
        if with_colours:
            raise FileRefused(
                "colours-unreadable",
                "The colours of an old-style workbook (.xls) cannot be read.",
                "Save it as an Excel workbook (.xlsx), or take the colours out of the mapping.",
            )
        areas = [
            Area(top, bottom - 1, left, right - 1) for top, bottom, left, right in self._sheet.merged_cells
        ]
        merging = Merging(areas)
        for index in range(self._sheet.nrows):
            cells: list[Cell] = []
            faults: dict[int, Unreadable] = {}
            for column, cell in enumerate(self._sheet.row(index)):
                if cell.ctype == xlrd.XL_CELL_ERROR:
                    faults[column] = ERROR_CELL
                cells.append(self._value(cell))
            yield Row(index + 1, merging.fill(index, cells), {}, faults)

    def _value(self, cell: Any) -> Cell:
        if cell.ctype == xlrd.XL_CELL_DATE:
            try:
                moment: Cell = xlrd.xldate.xldate_as_datetime(cell.value, self._book.datemode)
            except _UNREADABLE:
                return float(cell.value)
            return moment
        if cell.ctype == xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        if cell.ctype in (xlrd.XL_CELL_TEXT, xlrd.XL_CELL_NUMBER):
            return cell.value  # type: ignore[no-any-return]
        return ""
