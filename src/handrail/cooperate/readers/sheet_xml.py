"""What the XML of a sheet says and the fast reader does not: true size, formulas without results, errors.

The scan works on a stream of pieces. Only a sheet with formulas, errors or unusual tags gets an exact look.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.parsers import expat

from handrail.cooperate.domain.refused import FileRefused
from handrail.cooperate.domain.values import Unreadable
from handrail.cooperate.readers import limits

_LONGEST_TAG = 64 * 1024
_ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# A cell in its plain form, whose place the quick look can read; any other form asks for the exact look.
_CELL = re.compile(rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?=[\s>/])')
_ROW = re.compile(rb'<row r="([1-9][0-9]{0,6})"(?=[\s>/])')
# Row 1 does not count: the published templates keep their ids there, hidden.
_HIDDEN_ROW = re.compile(rb'<row r="(?:[2-9]|[1-9][0-9]{1,6})"[^>]*?\shidden="(?:1|true)"')
_HIDDEN_COLUMNS = re.compile(
    rb'<col (?=[^>]*?hidden="(?:1|true)")(?=[^>]*?min="([0-9]{1,5})")(?=[^>]*?max="([0-9]{1,5})")'
)
_NEEDS_A_LOOK = re.compile(
    rb'<c(?! r="[A-Z]{1,3}[1-9][0-9]{0,6}"[\s>/])[\s>/]|<row(?! r="[1-9][0-9]{0,6}"[\s>/])[\s>/]'
    rb"|<(?:c|row) r=\"[^\"]*\"[^>]*\sr\s*=|<\w+:(?:c|row|sheetData)[\s>/]|<f[\s>/]|\st\s*=\s*['\"]e['\"]"
)
_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")

NO_RESULT = Unreadable(
    "formula-without-result",
    "The cell holds a formula whose result was never saved.",
    "Open the file in a spreadsheet program and save it, or paste the values over the formulas.",
)
ERROR_CELL = Unreadable(
    "cell-error",
    "The cell shows an error such as #REF! or #N/A.",
    "Mend the formula, or type the value.",
)


@dataclass(slots=True)
class SheetScan:
    """The scan of one XML part. Any part may be a sheet whatever its name: the workbook's list decides."""

    last_row: int = 0
    last_column: int = 0
    faults: dict[tuple[int, int], Unreadable] = field(default_factory=dict)
    needs_exact_look: bool = False
    hidden_rows: int = 0
    hidden_columns: int = 0
    _tail: bytes = b""
    _letters: set[bytes] = field(default_factory=set)

    @classmethod
    def for_part(cls, name: str) -> SheetScan | None:
        return cls() if name.lower().endswith((".xml", ".rels", ".vml")) else None

    def feed(self, chunk: bytes) -> None:
        """Take the next piece. Raises FileRefused as soon as a limit is passed."""
        if b"\x00" in chunk:
            raise FileRefused(
                "file-damaged", "A part of the workbook is not UTF-8 text.", "Save the file anew."
            )
        window = self._tail + chunk
        # A tag that the piece cut in two waits for its other half.
        cut = window.rfind(b"<")
        if cut < 0 or len(window) - cut > _LONGEST_TAG:
            cut = len(window)
        self._tail = window[cut:]
        self._look_at(window[:cut])

    def finish(self) -> None:
        self._look_at(self._tail)
        self._tail = b""

    def look_exactly(self, pieces: Iterable[bytes]) -> None:
        """Go through every cell of the sheet once more, for its place, formula and error."""
        _ExactLook(self).parse(pieces)

    def _look_at(self, text: bytes) -> None:
        if _ENTITY.search(text):
            raise entities_refused()
        self.needs_exact_look = self.needs_exact_look or _NEEDS_A_LOOK.search(text) is not None
        for row in _ROW.findall(text):
            self.last_row = max(self.last_row, int(row))
        self.hidden_rows += len(_HIDDEN_ROW.findall(text))
        for first, last in _HIDDEN_COLUMNS.findall(text):
            self.hidden_columns += min(int(last), limits.MOST_COLUMNS) - int(first) + 1
        for letters, row in _CELL.findall(text):
            if letters not in self._letters:
                self._letters.add(letters)
                self.last_column = max(self.last_column, column_number(letters.decode()))
            self.last_row = max(self.last_row, int(row))
        self.check()

    def check(self) -> None:
        if self.last_column > limits.MOST_COLUMNS:
            raise too_many_columns()
        if self.last_row > limits.MOST_ROWS:
            raise too_many_rows()
        if self.last_row * self.last_column > limits.MOST_WORKBOOK_CELLS:
            raise FileRefused(
                "too-many-cells",
                f"A sheet reaches to row {self.last_row:,} and column {self.last_column}.",
                "Delete the empty rows and columns at its end, or save the sheet as CSV (UTF-8).",
            )


class _ExactLook:
    """A pass over every cell: where it is, whether it is a formula, and whether it has a value."""

    def __init__(self, scan: SheetScan) -> None:
        self._scan = scan
        self._row = self._column = 0
        self._formula = self._value = self._error = self._in_value = False

    def parse(self, pieces: Iterable[bytes]) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        try:
            for piece in pieces:
                parser.Parse(piece, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise FileRefused(
                "file-damaged",
                "A sheet of the workbook is damaged.",
                "Save it anew from a spreadsheet program.",
            ) from error

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        if tag == "row":
            self._row = _row_number(attributes["r"]) if "r" in attributes else self._row + 1
            self._column = 0
        elif tag == "c":
            self._formula = False
            # A formula whose result is an empty text is saved as type "str" without a value.
            self._value = attributes.get("t") == "str"
            self._error = attributes.get("t") == "e"
            self._move_to(attributes.get("r"))
        elif tag == "f":
            self._formula = True
        self._in_value = tag in ("v", "t")

    def _move_to(self, place: str | None) -> None:
        if place is None:
            self._column += 1
        else:
            found = _PLACE.fullmatch(place)
            if found is None:
                raise _misplaced(place)
            self._column, self._row = column_number(found[1]), int(found[2])
        self._scan.last_row = max(self._scan.last_row, self._row)
        self._scan.last_column = max(self._scan.last_column, self._column)
        self._scan.check()

    def _text(self, text: str) -> None:
        self._value = self._value or (self._in_value and text != "")

    def _end(self, name: str) -> None:
        self._in_value = False
        if name.rpartition(" ")[2] == "c":
            place = (self._row, self._column - 1)
            if self._error:
                self._scan.faults[place] = ERROR_CELL
            elif self._formula and not self._value:
                self._scan.faults[place] = NO_RESULT


def sheet_parts(stream: BinaryIO) -> dict[str, str]:
    """The XML part of each sheet, by the sheet's name: {"Case Sheet": "xl/worksheets/sheet1.xml"}."""
    ids: dict[str, str] = {}
    targets: dict[str, str] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "sheet":
            ids[attributes.get("name", "")] = next(
                (v for k, v in attributes.items() if k.endswith(":id")), ""
            )
        elif tag == "Relationship":
            target = attributes.get("Target", "")
            targets[attributes.get("Id", "")] = target.lstrip("/") if target[:1] == "/" else f"xl/{target}"

    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as packed:
            for part in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
                parser = expat.ParserCreate()
                parser.StartElementHandler = start
                parser.Parse(packed.read(part), True)
    except (expat.ExpatError, zipfile.BadZipFile, KeyError, OSError) as error:
        raise FileRefused(
            "file-damaged",
            "The workbook's list of sheets is damaged.",
            "Save it anew from a spreadsheet program.",
        ) from error
    return {sheet: targets[own] for sheet, own in ids.items() if own in targets}


def _row_number(text: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,6}", text):
        raise _misplaced(text)
    return int(text)


def _misplaced(place: str) -> FileRefused:
    return FileRefused(
        "file-damaged",
        f"A sheet has a cell at “{place[:20]}”, which is no place in a sheet.",
        "Open it in a spreadsheet program, save it anew, and send that copy.",
    )


def column_number(letters: str) -> int:
    """A -> 1, Z -> 26, AA -> 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def entities_refused() -> FileRefused:
    return FileRefused(
        "xml-entities",
        "The file declares XML entities, which can hide other files or swell without end.",
        "Export it again from the program that made it; no ordinary export has them.",
    )


def too_many_columns() -> FileRefused:
    return FileRefused(
        "too-many-columns",
        f"A sheet has more than {limits.MOST_COLUMNS} columns.",
        "Delete the columns that are not needed, also empty ones at the far right.",
    )


def too_many_rows() -> FileRefused:
    return FileRefused(
        "too-many-rows",
        f"A table has more than {limits.MOST_ROWS:,} rows.",
        "Split it by year and import the parts one after the other.",
    )
