"""Six workbooks as people keep them, made by code. Every person in them is invented.

`python -m tests.cooperate.ugly.make FOLDER` writes them there, each with its mapping.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

RED, YELLOW, GREEN = "FF9999", "FFFF66", "99FF99"


def _workbook(title: str) -> tuple[openpyxl.Workbook, Worksheet]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    return book, sheet


def _bytes(book: openpyxl.Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def thai_headers() -> bytes:
    """A Thai shelter's register: a title over the header, Thai headers and digits, a total below the rows."""
    book, sheet = _workbook("ทะเบียนผู้เสียหาย")
    sheet["A1"] = "ทะเบียนผู้เสียหาย บ้านพักตัวอย่าง ปีงบประมาณ ๒๕๖๔"
    sheet.merge_cells("A1:H1")
    sheet.append([])
    sheet.append(
        ["ลำดับ", "เลขคดี", "ชื่อ-สกุล", "เพศ", "อายุ", "สัญชาติ", "วันที่ช่วยเหลือออกมา", "ประเภทการแสวงหาประโยชน์"]
    )
    sheet.append(["๑", "ค-๐๐๑/๖๔", "ดาวเรือง ใจดี", "หญิง", "๑๗", "ไทย", "๓ กุมภาพันธ์ ๒๕๖๔", "ค้าประเวณี"])
    sheet.append(["๒", "ค-๐๐๒/๖๔", "หม่อง ตัวอย่าง", "ชาย", "ประมาณ ๑๖ ปี", "เมียนมา", "๑๕/๐๓/๒๕๖๔", "ประมง"])
    sheet.append(["๓", "ค-๐๐๓/๖๔", "สมมติ ไม่มีจริง", "ไม่ทราบ", "-", "ไร้สัญชาติ", "มี.ค. ๒๕๖๔", "ขอทาน"])
    sheet.append(["๔", "ค-๐๐๔/๖๔", "นกน้อย สมมุติ", "ญ", "๒๐", "ลาว", "ต้นปี ๒๕๖๔", "ค้าประเวณี; บังคับใช้แรงงาน"])
    sheet.append(["รวม", "", "4 คน"])
    return _bytes(book)


def buddhist_dates() -> bytes:
    """Dates as text, as real dates, as numbers; Buddhist and common era from one row to the next."""
    book, sheet = _workbook("Register")
    sheet.append(["Case No", "Name", "Date of birth", "Date found", "Date closed", "Outcome"])
    sheet.append(["B-1", "Anong Example", "12/05/2547", "15/03/2564", date(2021, 9, 30), "Completed"])
    sheet.append(["B-2", "Kyaw Sample", "2001-07-08", date(2021, 4, 1), "", ""])
    sheet.append(["B-3", "Lan Specimen", "2545", "15 มี.ค. 2564", "20 Dec 2021", "Repatriated"])
    sheet.append(["B-4", "Tola Nobody", 37_000, "2021", "พ.ศ. 2565", "Lost contact"])
    sheet.append(["B-5", "Ploy Invented", "", "03/04/2564", "", ""])
    # A date typed with the Buddhist year into a cell formatted as a date.
    sheet.append(["B-6", "Somsak Fiction", "", date(2564, 6, 7), "", ""])
    return _bytes(book)


def two_header_rows() -> bytes:
    """Two header rows: groups merged over their columns, and the same word under two groups."""
    book, sheet = _workbook("Cases 2021")
    sheet.append(["No.", "Person", "", "", "Dates", "", "", "Exploitation", ""])
    sheet.append(["", "Name", "Sex", "Age", "Found", "Identified", "Prosecuted", "Type", "Country"])
    for merged in ("A1:A2", "B1:D1", "E1:G1", "H1:I1"):
        sheet.merge_cells(merged)
    sheet.append(
        [
            "T-1",
            "Dara Example",
            "F",
            19,
            "2021-02-03",
            "2021-03-01",
            "2021-11-05",
            "Sex exploitation",
            "Thailand",
        ]
    )
    sheet.append(["T-2", "Vuthy Sample", "M", "about 30", "2021-05", "", "", "Fishing", "Indonesia"])
    sheet.append(["T-3", "Maly Specimen", "F", "15-17", "mid-2021", "2021 Q4", "", "Scam compound", "Burma"])
    return _bytes(book)


def row_per_service() -> bytes:
    """One row per service: the person's facts on the first row only, and one person's rows far apart."""
    book, sheet = _workbook("Services")
    sheet.append(["Case ID", "Name", "Found on", "Nationality", "Service", "Service ended", "What was done"])
    sheet.append(["S-01", "Sokha Example", "2021-01-10", "Cambodian", "Shelter", "2021-03-01", "Room 4"])
    sheet.append(["S-01", "", "", "", "Medical", "2021-01-20", "Check-up"])
    sheet.append(["S-02", "Nu Nu Sample", "2021-02-02", "Burmese", "Legal", "", "Statement taken"])
    sheet.append(["S-01", "", "", "", "Legal aid", "", "Claim for wages"])
    sheet.append(
        ["S-02", "Nu Nu Sample", "2021-02-02", "Burmese", "Vocational training", "2021-08-01", "Sewing"]
    )
    sheet.append(["S-03", "Bopha Specimen", "2021-06", "Cambodian", "Cash assistance", "2021-06-30", ""])
    return _bytes(book)


def several_names() -> bytes:
    """A labour inspector's list: one raid a row, everybody in one cell; ages missing or approximate."""
    book, sheet = _workbook("Raids")
    sheet.append(["Raid", "Date", "Place", "Names of victims", "Ages", "Nationality", "Remarks"])
    sheet.append(
        [
            "R1",
            "2021-03-04",
            "Northern",
            "Aye Example\nMyo Sample\nThan Specimen",
            "17\nabout 20\n?",
            "Myanmar",
            "fish plant",
        ]
    )
    sheet.append(
        ["R2", "about May 2021", "Coast", "Budi Fiction; Sari Invented", "under 18; 34", "Indonesia", ""]
    )
    sheet.append(["R3", "2021-08-19", "Coast", "Linh Nobody", "", "Vietnam", "alone"])
    sheet.append(["R4", "2021-09-01", "Northern", "Chan Nowhere, Bora Noone", "8 months, 25-30", "Khmer", ""])
    return _bytes(book)


def colours_and_merges() -> bytes:
    """Colours that mean something, and a province and a day merged over the rows that share them.

    Red: contact was lost. Yellow on the name: she declined to testify. Green on the status: help has begun.
    """
    book, sheet = _workbook("2021")
    sheet.append(["Province", "Date found", "ID", "Name", "Age", "Status", "Date closed"])
    sheet.append(["Upper Valley", date(2021, 2, 1), "C-1", "Rith Example", 16, "shelter", ""])
    sheet.append(["", "", "C-2", "Sina Sample", 22, "gone", "2021-05-01"])
    sheet.append(["", "", "C-3", "Thida Specimen", 31, "open", ""])
    sheet.append(["Harbour", date(2021, 6, 15), "C-4", "Visal Fiction", 28, "shelter", ""])
    sheet.append(["", "", "C-5", "Wanna Invented", 40, "open", ""])
    for merged in ("A2:A4", "B2:B4", "A5:A6", "B5:B6"):
        sheet.merge_cells(merged)
    _fill(sheet, ["C3", "D3", "E3", "F3"], RED)
    _fill(sheet, ["D4"], YELLOW)
    _fill(sheet, ["F2", "F5"], GREEN)
    return _bytes(book)


def _fill(sheet: Worksheet, cells: list[str], colour: str) -> None:
    for cell in cells:
        sheet[cell].fill = PatternFill("solid", fgColor=colour)


WORKBOOKS: dict[str, Callable[[], bytes]] = {
    "thai_headers": thai_headers,
    "buddhist_dates": buddhist_dates,
    "two_header_rows": two_header_rows,
    "row_per_service": row_per_service,
    "several_names": several_names,
    "colours_and_merges": colours_and_merges,
}


def mapping_text(name: str) -> str:
    """The mapping document that brings in the workbook of this name."""
    return (Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8")


def write_all(folder: Path) -> None:
    """Write every workbook and its mapping into a folder, which is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in WORKBOOKS.items():
        (folder / f"{name}.xlsx").write_bytes(make())
        (folder / f"{name}.yaml").write_text(mapping_text(name), "utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Name one folder: python -m tests.cooperate.ugly.make some/folder")
    write_all(Path(sys.argv[1]))
