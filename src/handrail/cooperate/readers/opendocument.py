"""The true extent of an OpenDocument sheet, where one small element can stand for a million rows."""

from __future__ import annotations

import re
import zipfile
from typing import BinaryIO
from xml.parsers import expat

from handrail.cooperate.domain.refused import FileRefused
from handrail.cooperate.readers import limits
from handrail.cooperate.readers.archive import broken, locked
from handrail.cooperate.readers.sheet_xml import too_many_columns, too_many_rows


class _Extent:
    """Counts rows and columns up to the last cell that holds something."""

    def __init__(self) -> None:
        self.row = self.repeat_row = self.column = self.last_column = 0
        self.filled_row = self.in_cell = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "table":
            self.row = self.last_column = 0
        elif tag == "table-row":
            self.repeat_row = _count(attributes.get("table:number-rows-repeated"))
            self.column, self.filled_row = 0, False
        elif tag in ("table-cell", "covered-table-cell"):
            self.column += _count(attributes.get("table:number-columns-repeated"))
            self.in_cell = True
            if any(a.startswith("office:") or a.endswith(":formula") for a in attributes):
                self._filled()
        elif self.in_cell:
            self._filled()

    def text(self, text: str) -> None:
        if self.in_cell and text.strip():
            self._filled()

    def end(self, name: str) -> None:
        tag = name.rpartition(":")[2]
        if tag in ("table-cell", "covered-table-cell"):
            self.in_cell = False
        elif tag == "table-row":
            self.row += self.repeat_row
            if self.filled_row:
                self.check()

    def _filled(self) -> None:
        self.filled_row = True
        self.last_column = max(self.last_column, self.column)

    def check(self) -> None:
        if self.last_column > limits.MOST_COLUMNS:
            raise too_many_columns()
        if self.row > limits.MOST_ROWS:
            raise too_many_rows()
        if self.row * self.last_column > limits.MOST_WORKBOOK_CELLS:
            raise FileRefused(
                "too-many-cells",
                f"A sheet reaches to row {self.row:,} and column {self.last_column}.",
                "Save the sheet as CSV (UTF-8), or split it by year.",
            )


def _count(text: str | None) -> int:
    if text is None:
        return 1
    if not re.fullmatch(r"\+?[0-9]{1,12}", text):
        raise broken("A row or cell of the document is repeated a number of times that is no number.")
    return int(text)


def check_extent(stream: BinaryIO) -> None:
    """Raise FileRefused when a sheet of the document is larger than we hold in memory."""
    extent = _Extent()
    parser = expat.ParserCreate()
    parser.StartElementHandler = extent.start
    parser.EndElementHandler = extent.end
    parser.CharacterDataHandler = extent.text
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as packed, packed.open("content.xml") as content:
            if b"encryption-data" in packed.read("META-INF/manifest.xml"):
                raise locked()
            while chunk := content.read(256 * 1024):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
    except (expat.ExpatError, KeyError, zipfile.BadZipFile, OSError) as error:
        raise broken("The content of the document is damaged.") from error
