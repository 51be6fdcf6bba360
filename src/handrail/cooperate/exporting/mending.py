"""The file of refused rows: the same columns, what is wrong beside each row, to mend and send back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill

from handrail.cooperate.actions.matching import MENDING_COLUMNS
from handrail.cooperate.actions.payload import open_rows, problem_from
from handrail.cooperate.domain.formulas import neutralise
from handrail.cooperate.exporting.csvfile import BYTE_ORDER_MARK
from handrail.cooperate.exporting.workbook import text_cell
from handrail.cooperate.models import ImportRow

_HEAD = Font(bold=True)
_WRONG = Font(bold=True, color="B3261E")
_TOP = Alignment(vertical="top", wrap_text=True)


@dataclass(frozen=True, slots=True)
class RowToMend:
    """One row: our own cells, the cells as they stood, their fills, and the columns to mend."""

    ours: tuple[str, ...]
    cells: Mapping[str, str]
    colours: Mapping[str, str]
    wrong: frozenset[str]


def rows_to_mend(rows: Sequence[ImportRow]) -> Iterator[RowToMend]:
    """Walk refused rows of one import (with their run joined), a row of the file each."""
    if not rows:
        return
    blocks = open_rows(rows[0].run.organisation_id, rows)
    sheets = {block["sheet"] for block in blocks.values() if block}
    for row in rows:
        block = blocks.get(row.id)
        if not block:
            continue
        problems = [problem_from(each) for each in block["problems"]]
        why = "\n".join(f"{p.column}: {p.why}" if p.column else p.why for p in problems)
        mend = "\n".join(dict.fromkeys(p.mend for p in problems))
        for index, cells in enumerate(block["raws"]):
            number = block["rows"][index] if index < len(block["rows"]) else row.row
            colours = block["colours"][index] if index < len(block["colours"]) else {}
            place = f"{block['sheet']}, {number}" if len(sheets) > 1 else str(number)
            ours = (str(row.id), place, why, mend)
            yield RowToMend(ours, cells, colours, frozenset(p.column for p in problems if p.column))


def mending_workbook(headers: Sequence[str], rows: Sequence[ImportRow]) -> bytes:
    """Return the workbook: our columns first, then the file's own in their order."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Rows to mend")
    sheet.freeze_panes = "A2"
    for letter, width in (("A", 4), ("B", 8), ("C", 50), ("D", 50)):
        sheet.column_dimensions[letter].width = width
    columns = _columns(headers)
    sheet.append([_styled(sheet, name, _HEAD) for name in (*MENDING_COLUMNS, *columns)])
    for row in rows_to_mend(rows):
        cells = [_styled(sheet, text) for text in row.ours]
        for header in columns:
            cell = _styled(sheet, row.cells.get(header, ""), _WRONG if header in row.wrong else None)
            if row.colours.get(header):
                cell.fill = PatternFill("solid", fgColor=row.colours[header])
            cells.append(cell)
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def mending_csv(headers: Sequence[str], rows: Sequence[ImportRow]) -> bytes:
    """Return the same as CSV (UTF-8); colours have no place in it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    columns = _columns(headers)
    writer.writerow([*MENDING_COLUMNS, *columns])
    for row in rows_to_mend(rows):
        writer.writerow(
            [*(neutralise(text) for text in row.ours), *(neutralise(row.cells.get(h, "")) for h in columns)]
        )
    return (BYTE_ORDER_MARK + out.getvalue()).encode()


def _columns(headers: Sequence[str]) -> list[str]:
    """The file's columns; ours of a file that was sent back before are not doubled."""
    return [header for header in headers if header not in MENDING_COLUMNS]


def _styled(sheet: object, text: str, font: Font | None = None) -> WriteOnlyCell:
    cell = text_cell(sheet, text)
    cell.alignment = _TOP
    if font is not None:
        cell.font = font
    return cell
