"""The fill colours of a sheet, for the people whose colours mean something."""

from __future__ import annotations

import warnings
from typing import BinaryIO
from zipfile import BadZipFile

import openpyxl
from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.utils.exceptions import InvalidFileException

from handrail.cooperate.domain.refused import FileRefused

MOST_COLOURED_CELLS = 500_000
# What openpyxl answers to a damaged workbook: it has no error class of its own for that.
_UNREADABLE = (
    InvalidFileException,
    SyntaxError,  # every ParseError is one, and more than one class is called so
    BadZipFile,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    AssertionError,
    OSError,
)


def fills_of(stream: BinaryIO, sheet: str) -> dict[int, dict[int, str]]:
    """RRGGBB by row (from 1) and column index (from 0), for solid fills; colours of a theme are left out."""
    stream.seek(0)
    try:
        with warnings.catch_warnings():
            # openpyxl warns of drop-downs and styles that it would lose on saving: nothing is saved here.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(stream, read_only=True, keep_links=False)
        rows = book[sheet].iter_rows()
        fills: dict[int, dict[int, str]] = {}
        for count, row in enumerate(rows):
            if count * len(row) > MOST_COLOURED_CELLS:
                raise FileRefused(
                    "too-many-coloured-cells",
                    f"Colours are read from at most {MOST_COLOURED_CELLS:,} cells.",
                    "Split the sheet by year, or write what the colour means into a column.",
                )
            for cell in row:
                colour = _colour(cell)
                if colour:
                    fills.setdefault(cell.row, {})[cell.column - 1] = colour
    except _UNREADABLE as error:
        raise FileRefused(
            "colours-unreadable",
            "The colours of this sheet cannot be read: only those of .xlsx and .xlsm files can.",
            "Save it as an Excel workbook (.xlsx), or take the colours out of the mapping.",
        ) from error
    return fills


def _colour(cell: object) -> str:
    fill = getattr(cell, "fill", None)
    if fill is None or fill.fill_type != "solid":
        return ""
    colour = fill.fgColor
    if colour.type == "rgb" and isinstance(colour.rgb, str):
        return str(colour.rgb)[-6:].upper()
    if colour.type == "indexed" and 0 <= colour.indexed < len(COLOR_INDEX):
        return str(COLOR_INDEX[colour.indexed])[-6:].upper()
    return ""
