"""Tables as text: csv and tsv in any encoding that people meet, read twice as a stream, never held whole.

The first pass only looks for what would spoil the second: so that a refusal comes before any record does.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Generator, Iterator
from typing import BinaryIO

from handrail.cooperate.domain.records import Problem
from handrail.cooperate.domain.refused import FileRefused
from handrail.cooperate.domain.table import Book, Row, Sheet
from handrail.cooperate.readers import limits
from handrail.cooperate.readers.encodings import Encoding, encoding_of
from handrail.cooperate.readers.sheet_xml import too_many_columns, too_many_rows

_DELIMITERS = ",;\t|"


def open_delimited(stream: BinaryIO, *, size: int) -> Book:
    """The table in the stream, which must stay open while its rows are walked. Raises FileRefused."""
    if size > limits.LARGEST_TABLE:
        raise FileRefused(
            "file-too-large",
            f"The table is larger than {limits.LARGEST_TABLE // limits.MEGABYTE} MB.",
            "Split it by year and import the parts one after the other.",
        )
    encoding = encoding_of(stream)
    delimiter = _delimiter(stream, encoding)
    rows = _Rows(stream, encoding, delimiter)
    rows.check()
    notices = []
    if encoding.guessed:
        why = f"The text is in an older encoding, probably {encoding.name}."
        mend = "Check that names read well in the preview. If not, save the table as CSV (UTF-8)."
        notices.append(Problem("", 0, "", "", "encoding-guessed", why, mend, fatal=False))
    return Book("tsv" if delimiter == "\t" else "csv", (Sheet("", rows),), tuple(notices))


class _Rows:
    def __init__(self, stream: BinaryIO, encoding: Encoding, delimiter: str) -> None:
        self._stream = stream
        self._encoding = encoding
        self._delimiter = delimiter

    def _lines(self) -> Iterator[tuple[int, list[str]]]:
        """(record number from 1, cells). A quoted line break begins no new row, as in a spreadsheet."""
        self._stream.seek(0)
        text = io.TextIOWrapper(self._stream, encoding=self._encoding.name, newline="")
        try:
            reader = csv.reader(text, delimiter=self._delimiter, strict=True)
            yield from enumerate(reader, start=1)
        finally:
            if not self._stream.closed:
                text.detach()

    def check(self) -> None:
        """Walk the whole text once. Raises FileRefused with the line where it breaks."""
        number = 0
        filled = 0
        try:
            for number, cells in self._lines():
                if len(cells) > limits.MOST_COLUMNS:
                    raise too_many_columns()
                if number > limits.MOST_ROWS + 2:
                    raise too_many_rows()
                filled += any(cell.strip() for cell in cells)
        except csv.Error as error:
            raise _torn(number + 1, str(error)) from error
        if not filled:
            raise FileRefused("file-empty", "The table is empty.", "Choose a file with a header and rows.")

    def __call__(self, with_colours: bool) -> Generator[Row, None, None]:
        if with_colours:
            raise FileRefused(
                "colours-unreadable", "A text table has no colours.", "Take the colours out of the mapping."
            )
        for number, cells in self._lines():
            yield Row(number, cells)


def _torn(row: int, error: str) -> FileRefused:
    if "field larger" in error:
        return FileRefused(
            "cell-too-long",
            f'A cell near row {row} never ends: a quote (") is opened and not closed.',
            "Close the quote in that row, or save the table again from a spreadsheet program.",
        )
    return FileRefused(
        "table-torn",
        f'The table breaks near row {row}: a quote (") is not closed or stands inside a cell.',
        "Mend that row, or save the table again as CSV (UTF-8) from a spreadsheet program.",
    )


def _delimiter(stream: BinaryIO, encoding: Encoding) -> str:
    """The delimiter that parts the first line into most cells; a quoted one does not count."""
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding=encoding.name, newline="")
    try:
        head = [text.readline(limits.LONGEST_CELL) for _ in range(3)]
    finally:
        text.detach()
    counts: Counter[str] = Counter()
    for line in head:
        quoted = False
        for letter in line:
            if letter == '"':
                quoted = not quoted
            elif letter in _DELIMITERS and not quoted:
                counts[letter] += 1
    return counts.most_common(1)[0][0] if counts else ","
