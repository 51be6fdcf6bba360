"""Opening a file of UNODC figures: the CSV (also gzipped) and the workbook, as they are published."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator
from pathlib import Path

import python_calamine

from handrail.measure.domain.glotip import COLUMNS

HEADER_WITHIN = 10
LARGEST_BYTES = 200_000_000

NAME = "unodc-glotip"
CITATION = "UNODC, Global Report on Trafficking in Persons (GLOTIP) database, dataUNODC"


class FiguresProblem(Exception):
    """A file that is not the published table: `where`, `why`, and how to `mend` it."""

    def __init__(self, where: str, why: str, mend: str) -> None:
        super().__init__(f"{where}: {why} {mend}")
        self.where = where
        self.why = why
        self.mend = mend


MEND = "Download the GLOTIP table again from dataunodc.un.org as CSV or Excel, and give that file unchanged."


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_file(path: Path) -> Iterator[dict[str, str]]:
    """Return the rows of data by column name. Raises FiguresProblem at once for another file."""
    if not path.is_file():
        raise FiguresProblem(str(path), "There is no such file.", "Check the name.")
    with path.open("rb") as file:
        head = file.read(4)
    rows = _sheet_rows(path) if head[:2] == b"PK" else _text_rows(path, zipped=head[:2] == b"\x1f\x8b")
    return _named(path, rows)


def _text_rows(path: Path, *, zipped: bool) -> Iterator[list[str]]:
    try:
        raw = _unzipped(path) if zipped else path.read_bytes()
        text = raw.decode("utf-8-sig")
        yield from csv.reader(io.StringIO(text, newline=""))
    except UnicodeDecodeError as problem:
        raise FiguresProblem(path.name, "It is not UTF-8 text.", MEND) from problem
    except (OSError, EOFError, zlib.error, csv.Error) as problem:
        raise FiguresProblem(path.name, f"It cannot be read ({problem}).", MEND) from problem


def _unzipped(path: Path) -> bytes:
    with gzip.open(path) as file:
        raw = file.read(LARGEST_BYTES + 1)
    if len(raw) > LARGEST_BYTES:
        raise FiguresProblem(path.name, "It unpacks to more than 200 MB, which the table never does.", MEND)
    return raw


def _sheet_rows(path: Path) -> Iterator[list[str]]:
    try:
        sheet = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
        for row in sheet.to_python():
            yield [_cell(value) for value in row]
    except (python_calamine.CalamineError, OSError, IndexError) as problem:
        raise FiguresProblem(path.name, f"The workbook cannot be read ({problem}).", MEND) from problem


def _cell(value: object) -> str:
    """A number in a workbook arrives as 2020.0 although the publisher wrote 2020."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _named(path: Path, rows: Iterator[list[str]]) -> Iterator[dict[str, str]]:
    for number, row in enumerate(rows, start=1):
        header = [cell.strip() for cell in row]
        if set(COLUMNS) <= set(header):
            return (dict(zip(header, row, strict=False)) for row in rows if any(row))
        if number >= HEADER_WITHIN:
            break
    raise FiguresProblem(
        path.name, f"The columns {', '.join(COLUMNS[:5])} ... are not in its first rows.", MEND
    )
