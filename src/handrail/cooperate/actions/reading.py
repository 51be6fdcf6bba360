"""The file of an import, opened from where it is kept encrypted, and read by its mapping."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import BinaryIO

from handrail.cooperate.actions.matching import MENDING_COLUMNS
from handrail.cooperate.actions.payload import About
from handrail.cooperate.domain.mapping import Mapping
from handrail.cooperate.domain.mapping_document import read_mapping
from handrail.cooperate.domain.records import IncomingRecord, ParsedFile, RefusedRow, cell_text
from handrail.cooperate.domain.refused import FileRefused
from handrail.cooperate.models import ImportRun
from handrail.cooperate.readers import headers_of, open_book, read, recognise, sheets_of
from handrail.core import vault
from handrail.core.access import Refused
from handrail.core.vault.uploads import SealedSpool


@contextmanager
def kept_file(run: ImportRun) -> Iterator[BinaryIO]:
    """Open the kept file as a stream that can be seeked in; on disk it stays encrypted."""
    if run.file_id is None:
        raise Refused("import-file-gone", {"run": run.id})
    spool = SealedSpool()
    for chunk in vault.open_file(run.file_id, ("organisation", run.organisation_id)):
        spool.append(chunk)
    with spool.finish() as stream:
        yield stream


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A kept file with its mapping, to be walked as often as wanted, one walk at a time."""

    stream: BinaryIO
    name: str
    mapping: Mapping
    today: date

    def read(self) -> ParsedFile:
        """Begin a walk from the first row. Raises FileRefused."""
        return read(self.stream, name=self.name, mapping=self.mapping, today=self.today)

    def walk(self) -> Iterator[IncomingRecord | RefusedRow]:
        """All records and refused rows, from the first."""
        with self.read() as answer:
            yield from answer.outcomes


@contextmanager
def opened_file(run: ImportRun, told: About, *, today: date) -> Iterator[OpenFile]:
    """Open the kept file by its mapping. Raises FileRefused, MappingRefused."""
    with kept_file(run) as stream:
        yield OpenFile(stream, told.name, mapping_of(stream, told), today)


def mapping_of(stream: BinaryIO, told: About) -> Mapping:
    """The mapping of a file: the one chosen, else that of a layout we know. Raises FileRefused.

    A file of mended rows has one header row, whatever the file had that the rows are from, and our own
    columns, which say nothing about anybody.
    """
    if told.mapping:
        mapping = read_mapping(told.mapping)
    else:
        known = recognise(open_book(stream, name=told.name))
        if known is None:
            raise FileRefused(
                "layout-unknown",
                "The columns of this file are not of a layout that we know.",
                "Map its columns in the browser, or give a mapping with --mapping.",
            )
        mapping = replace(known[0], sheet=known[1].name)
    mapping = replace(mapping, ignore=(*mapping.ignore, *MENDING_COLUMNS))
    if told.mended and told.mapping:
        mapping = replace(mapping, header_rows=(1,), data_from=0, sheet="", skip_rows={})
    return mapping


# A sheet and a row of it, from 1.
Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class PlainRow:
    """One row as it stands in the file: texts and fills (RRGGBB) by header."""

    cells: dict[str, str]
    colours: dict[str, str]


def rows_to_mend(file: OpenFile) -> dict[Place, PlainRow]:
    """The rows that are refused as they stand in the sheets, where the records alone do not say how.

    That is where several rows make a case, or colours mean something: files that are held in memory anyway.
    """
    if file.mapping.row_is == "case" and not file.mapping.colours:
        return {}
    places = {
        (outcome.sheet, number)
        for outcome in file.walk()
        if isinstance(outcome, RefusedRow)
        for number in outcome.rows
    }
    return _plain_rows(file, places) if places else {}


def _plain_rows(file: OpenFile, places: Collection[Place]) -> dict[Place, PlainRow]:
    found: dict[Place, PlainRow] = {}
    for sheet in sheets_of(open_book(file.stream, name=file.name), file.mapping):
        headers = headers_of(sheet, file.mapping)
        for row in sheet.rows(bool(file.mapping.colours)):
            if (sheet.name, row.number) in places:
                texts = [cell_text(cell) for cell in row.cells]
                cells = {h: t for h, t in zip(headers, texts, strict=False) if t}
                fills = {headers[i]: fill for i, fill in row.colours.items() if i < len(headers)}
                found[sheet.name, row.number] = PlainRow(cells, fills)
    return found
