"""Small whole files, from which the broken ones are made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import openpyxl

from tests.cooperate.readers.odd_archives import with_part

Case = tuple[str, str, Callable[[], bytes], str]  # id, file name, bytes, expected code ("" for any)

HEADER = ["hr_CaseId", "First Name", "Second Name", "Birthdate", "Gender", "hr_DetectedOn"]
ROW = ["K-1", "Dara", "Example", "2001-02-03", "Feminine", "2021-02-03"]


def workbook(rows: list[list[object]] | None = None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows if rows is not None else [HEADER, *([ROW] * 40)]:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def table(rows: list[list[str]] | None = None, delimiter: str = ",") -> str:
    return "".join(delimiter.join(row) + "\r\n" for row in (rows or [HEADER, ROW]))


def opendocument(content: str, *, manifest: str = "<manifest/>") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        packed.writestr("META-INF/manifest.xml", manifest)
        packed.writestr("content.xml", content)
    return stream.getvalue()


ODS = (
    '<?xml version="1.0"?>{doctype}<office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="s"><table:table-row {row}><table:table-cell {cell} office:value-type="string">'
    "<text:p>x</text:p></table:table-cell></table:table-row></table:table>"
    "</office:spreadsheet></office:body></office:document-content>"
)


def with_sheet(xml: bytes) -> bytes:
    return with_part(workbook(), {"xl/worksheets/sheet1.xml": xml})
