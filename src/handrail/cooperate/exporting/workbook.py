"""The HTCDS workbook: the published case sheet, our further columns, sheets for lines, and every code list.

The same builder makes the blank template. Drop-downs point at ranges of the sheet "Lists", in the plain form
that Excel, LibreOffice and openpyxl all keep.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from itertools import chain

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from handrail.cooperate.domain.formulas import neutralise
from handrail.cooperate.exporting.cells import cell_of, code_text, offered
from handrail.cooperate.exporting.columns import CASE_ID, CHILD_SHEETS, MAIN, PUBLISHED, SHEET_OF, ChildSheet
from handrail.cooperate.exporting.gathering import Outgoing
from handrail.core.catalogue import CODELISTS, FIELDS, Field

FIRST_ROW = 3
BLANK_ROWS = 1000
LISTS = "Lists"

_HEAD = Font(bold=True)
_OURS = PatternFill("solid", fgColor="E3EEF0")
_TOP = Alignment(vertical="top", wrap_text=True)

_ABOUT = (
    "Handrail workbook in the layout of HTCDS 2.0 (IOM, CC BY 4.0).",
    "Row 1 (hidden) holds the ids of the columns, row 2 what they are called; cases begin in row 3.",
    "One row is one person. Columns with a tinted heading are ours, the others are those of the standard.",
    "Case ID: any number or code that stays with the case. A second import of the same id updates the case.",
    "Dates: 2024-05-17, 2024-05, 2024, or 2024-05-01/2024-06-15 when the day is not known.",
    "Ages: 17, 15-17, 48+, or “about 17”.",
    "Several answers in one cell: part them with a semicolon.",
    "The other sheets hold lines of cases (events, plans, notes, organisations, perpetrators).",
    "Each of their rows names its case by the Case ID.",
    "The sheet “Lists” holds every word that the drop-downs offer.",
)


def blank_template() -> bytes:
    """Return the workbook to fill: every column, drop-downs on a thousand rows, all code lists."""
    return htcds_workbook(())


def htcds_workbook(cases: Iterable[Outgoing]) -> bytes:
    """Return the workbook (.xlsx) of the cases. One pass; lines of cases wait in memory."""
    book = Workbook(write_only=True)
    places = _places_of_lists()
    main = book.create_sheet("Case Sheet")
    main.freeze_panes = "C3"
    _heads(
        main,
        ["", *(f.id for f in MAIN)],
        ["", *(f.label for f in MAIN)],
        ours={f.id for f in MAIN} - {*PUBLISHED},
    )
    waiting: dict[str, list[list[object]]] = {sheet.title: [] for sheet in CHILD_SHEETS}
    number = 0
    for number, case in enumerate(cases, start=1):
        main.append([number, *(_cell(main, cell_of(f, case.values.get(f.id))) for f in MAIN)])
        for kind, values in case.lines:
            sheet = SHEET_OF[kind]
            row = [cell_of(f, values.get(f.id)) for f in sheet.fields]
            waiting[sheet.title].append([case.values[CASE_ID], *row])
    for empty in range(number + 1, BLANK_ROWS + 1):
        main.append([empty])
    _validate(main, ["", *(f.id for f in MAIN)], places, rows=max(number, BLANK_ROWS))
    for sheet in CHILD_SHEETS:
        _lines(book, sheet, waiting[sheet.title], places)
    _lists(book, places)
    about = book.create_sheet("About")
    for line in _ABOUT:
        about.append([line])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def text_cell(sheet: object, text: str) -> WriteOnlyCell:
    """A text is written as text, whatever it begins with: no spreadsheet may run it.

    An apostrophe before a sign of formulas is doubled, because an import takes one off.
    """
    cell = WriteOnlyCell(sheet, neutralise(text) if text.startswith("'") else text)
    cell.data_type = "s"
    if text[:1] in ("=", "+", "-", "@", "\t", "\r"):
        cell.quotePrefix = True
    return cell


def _cell(sheet: object, value: object) -> object:
    return text_cell(sheet, value) if isinstance(value, str) else value


def _heads(sheet: object, ids: Sequence[str], labels: Sequence[str], *, ours: set[str]) -> None:
    sheet.row_dimensions[1].hidden = True  # type: ignore[attr-defined]
    for index, name in enumerate(ids, start=1):
        letter = get_column_letter(index)
        sheet.column_dimensions[letter].width = 6 if not name else 22  # type: ignore[attr-defined]
    sheet.append(list(ids))  # type: ignore[attr-defined]
    cells = []
    for name, label in zip(ids, labels, strict=True):
        cell = WriteOnlyCell(sheet, label)
        cell.font, cell.alignment = _HEAD, _TOP
        if name in ours:
            cell.fill = _OURS
        cells.append(cell)
    sheet.append(cells)  # type: ignore[attr-defined]


def _lines(book: Workbook, sheet: ChildSheet, rows: list[list[object]], places: dict[str, str]) -> None:
    made = book.create_sheet(sheet.title)
    made.freeze_panes = "B3"
    ids = [CASE_ID, *(f.id for f in sheet.fields)]
    labels = [FIELDS[CASE_ID].label, *(f.label for f in sheet.fields)]
    _heads(made, ids, labels, ours={name for name in ids if name.startswith("hr_")})
    for row in rows:
        made.append([_cell(made, value) for value in row])
    _validate(made, ids, places, rows=max(len(rows), BLANK_ROWS))


_YES_NO = "yes or no"


def _columns_of_lists() -> list[tuple[str, str, list[str]]]:
    """(key, heading, words) of each list: every code list that a field uses, and yes/no."""
    used = dict.fromkeys(f.codelist for f in FIELDS.values() if f.codelist and CODELISTS[f.codelist].codes)
    columns = [(_YES_NO, "Yes or no", ["Yes", "No"])]
    for name in used:
        codelist = CODELISTS[name]
        columns.append((name, name, [code_text(codelist, code.code) for code in offered(codelist)]))
    return columns


def _places_of_lists() -> dict[str, str]:
    """Code list -> the range of its words. Each list has two columns: the words, and their codes."""
    places = {}
    for index, (key, _, words) in enumerate(_columns_of_lists()):
        letter = get_column_letter(2 * index + 1)
        places[key] = f"{LISTS}!${letter}$2:${letter}${len(words) + 1}"
    return places


def _lists(book: Workbook, places: dict[str, str]) -> None:
    sheet = book.create_sheet(LISTS)
    columns: list[list[str]] = []
    for key, heading, words in _columns_of_lists():
        codes = [c.code for c in offered(CODELISTS[key])] if key in CODELISTS else ["TRUE", "FALSE"]
        columns += [[heading, *words], [f"{heading} (code)", *codes]]
    for row in range(max(map(len, columns))):
        sheet.append([_cell(sheet, column[row]) if row < len(column) else None for column in columns])


def _validate(sheet: object, ids: Sequence[str], places: dict[str, str], *, rows: int) -> None:
    last = FIRST_ROW + rows - 1
    for index, name in enumerate(ids, start=1):
        field = FIELDS.get(name)
        rule = _rule(field, places) if field else None
        if rule is not None:
            letter = get_column_letter(index)
            rule.add(f"{letter}{FIRST_ROW}:{letter}{last}")
            sheet.data_validations.append(rule)  # type: ignore[attr-defined]


def _rule(field: Field, places: dict[str, str]) -> DataValidation | None:
    """The drop-down of a column. Where several answers may stand it offers words and refuses nothing."""
    key = _YES_NO if field.type == "yes_no" else field.codelist
    if key not in places:
        return _hint(field)
    several = field.type == "codes"
    open_to_more = several or key == "language"
    rule = DataValidation(
        type="list", formula1=places[key], allow_blank=True, showErrorMessage=not open_to_more
    )
    rule.errorTitle, rule.error = "Not on the list", "Choose a word of the list, or leave the cell empty."
    if several:
        rule.showInputMessage = True
        rule.promptTitle, rule.prompt = "Several answers", "Part several answers with a semicolon."
    return rule


_HINTS = {
    "date": "2024-05-17, 2024-05, 2024, or 2024-05-01/2024-06-15",
    "age": "17, 15-17, 48+ or “about 17”",
}


def _hint(field: Field) -> DataValidation | None:
    if field.type not in _HINTS:
        return None
    rule = DataValidation(type=None, allow_blank=True, showInputMessage=True)
    rule.promptTitle, rule.prompt = field.label[:32], _HINTS[field.type]
    return rule


def sheet_names() -> list[str]:
    """Return the names of the sheets in their order."""
    return list(chain(["Case Sheet"], (s.title for s in CHILD_SHEETS), [LISTS, "About"]))
