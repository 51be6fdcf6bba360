"""Any file as a book of sheets, and which known layout it has."""

from __future__ import annotations

from dataclasses import replace
from typing import BinaryIO

from handrail.cooperate.domain.layouts.htcds import htcds_mapping, is_child_table
from handrail.cooperate.domain.layouts.survey import survey_mapping
from handrail.cooperate.domain.mapping import Mapping
from handrail.cooperate.domain.records import Problem
from handrail.cooperate.domain.table import Book, Sheet
from handrail.cooperate.readers.delimited import open_delimited
from handrail.cooperate.readers.heads import head_of
from handrail.cooperate.readers.shipped import shipped_mapping
from handrail.cooperate.readers.sniff import ending_differs, kind_of
from handrail.cooperate.readers.submissions import open_json, open_xml, open_zip
from handrail.cooperate.readers.workbook import open_workbook


def open_book(stream: BinaryIO, *, name: str) -> Book:
    """The file as sheets of rows, whatever kind it is. Raises FileRefused.

    The stream is seekable and binary, and stays open while rows are walked.
    """
    kind = kind_of(stream)
    size = stream.seek(0, 2)
    match kind:
        case "xml":
            book = open_xml(stream, size=size)
        case "zip":
            book = open_zip(stream, size=size)
        case "json":
            book = open_json(stream, size=size)
        case "text":
            book = open_delimited(stream, size=size)
        case _:
            book = open_workbook(stream, kind=kind, size=size)
    if not ending_differs(name, kind):
        return book
    why = f"The name promises another kind of file than this is ({book.kind}). It was read as what it is."
    mend = "Give the file the right ending."
    notice = Problem("", 0, "", name[-80:], "ending-differs", why, mend, fatal=False)
    return replace(book, notices=(*book.notices, notice))


def recognise(book: Book) -> tuple[Mapping, Sheet] | None:
    """The mapping of a known layout and the sheet it is for; None when somebody has to map the columns."""
    for sheet in book.sheets:
        head = head_of(sheet)
        found = shipped_mapping(head) or survey_mapping(head) or htcds_mapping(head)
        if found is not None and not is_child_table(found):
            return found, sheet
    return None
