"""A report as a file: Excel with typed numbers, CSV. Text is written as text, whatever it begins with."""

from __future__ import annotations

import io
from collections.abc import Iterator

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from handrail.measure.csv_out import STARTS_A_FORMULA, write_csv
from handrail.measure.report_document import ReportDocument

_BOLD = Font(bold=True)
_TITLE = Font(bold=True, size=14)
_WRAP = Alignment(wrap_text=True, vertical="top")
_INTERNAL = PatternFill("solid", fgColor="F6D5D0")
_HANDED = PatternFill("solid", fgColor="DCEFE3")
_HEAD = PatternFill("solid", fgColor="E3EEF0")
CSV_COLUMNS = ("section", "row", "column", "people", "note")


def report_csv(document: ReportDocument) -> bytes:
    """One number a line; before them what the report says about itself, after them its notes."""
    return write_csv(CSV_COLUMNS, _csv_lines(document)).encode()


def _csv_lines(document: ReportDocument) -> Iterator[tuple[object, ...]]:
    yield "about", document.title, "", "", document.marking
    for label, words in document.facts:
        yield "about", label, "", "", words
    for table in document.tables:
        for name, cells in table.lines:
            for head, cell in zip(table.heads[1:], cells, strict=True):
                yield (
                    table.title,
                    name,
                    head,
                    "" if cell is None else cell,
                    _("hidden") if cell is None else "",
                )
    for note in document.notes:
        yield "note", "", "", "", note


def report_workbook(document: ReportDocument) -> bytes:
    """Return the workbook (.xlsx): the tables on one sheet with what they are, the definitions on another."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = _("Report")[:31]
    _write(sheet, 1, 1, document.title).font = _TITLE
    marked = _write(sheet, 2, 1, document.marking)
    marked.font, marked.fill = _BOLD, _INTERNAL if document.inside else _HANDED
    row = 3
    for label, words in document.facts:
        _write(sheet, row, 1, label).font = _BOLD
        _write(sheet, row, 2, words)
        row += 1
    for table in document.tables:
        row += 1
        for place, head in enumerate(table.heads, start=1):
            cell = _write(sheet, row, place, head)
            cell.font, cell.fill, cell.alignment = _BOLD, _HEAD, _WRAP
        for name, cells in table.lines:
            row += 1
            _write(sheet, row, 1, name)
            for place, count in enumerate(cells, start=2):
                _number(sheet, row, place, count)
        for place in range(1, len(table.heads) + 1):
            sheet.cell(row, place).font = _BOLD
        row += 1
    _widths(sheet, document)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = document.marking.replace("&", "&&")
    notes = book.create_sheet(_("Definitions")[:31])
    notes.column_dimensions["A"].width = 110
    for place, note in enumerate((document.marking, *document.notes), start=1):
        _write(notes, place, 1, note).alignment = _WRAP
    book.properties.creator = "Handrail"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _widths(sheet: Worksheet, document: ReportDocument) -> None:
    sheet.column_dimensions["A"].width = 38
    for place in range(2, max((len(table.heads) for table in document.tables), default=1) + 1):
        sheet.column_dimensions[get_column_letter(place)].width = 16


def _write(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """A text as text: no spreadsheet may take it for a formula."""
    cell: Cell = sheet.cell(row, column)
    cell.value = text
    cell.data_type = "s"
    if text.startswith(STARTS_A_FORMULA):
        cell.quotePrefix = True
    return cell


def _number(sheet: Worksheet, row: int, column: int, count: int | None) -> None:
    if count is None:
        _write(sheet, row, column, _("hidden")).alignment = Alignment(horizontal="right")
        return
    cell = sheet.cell(row, column)
    cell.value = count
    cell.number_format = "#,##0"
