"""More tables as people keep them: each with one trap that costs a person, a date or a number unseen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl

HEADERS = ["No", "Name", "Found", "Age", "Phone"]
MAPPING = """handrail-mapping: 1
columns:
  No: hr_CaseId
  Name: hr_FullName
  Found: hr_DetectedOn
  Age: hr_AgeAtDetection
  Phone: prs_MobilePhone
"""


def workbook(
    rows: Sequence[Sequence[Any]],
    then: Callable[[openpyxl.Workbook, Any], None] | None = None,
    *,
    title: str = "Register",
    headers: Sequence[str] = HEADERS,
) -> bytes:
    """A workbook of one sheet; `then` may spoil it further."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = title
    for row in (headers, *rows):
        sheet.append(list(row))
    if then:
        then(book, sheet)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def totals_and_notes() -> bytes:
    """A total in the middle and at the end, the header of each printed page, and notes under the table."""
    return workbook(
        [
            ["1", "Dara Example", "2021-02-03", 17, 66_812_345_678.0],
            ["รวม", "", "", 1, ""],
            HEADERS,
            ["2", "Mali Sample", "2021-02-04", 20, "081-234 5678"],
            ["", "Grand total", "2", "", ""],
            ["หมายเหตุ: ข้อมูล ณ วันที่ 1 มีนาคม 2564", "", "", "", ""],
            ["", "Prepared by: the office of nobody", "", "", ""],
            ["3", "Total Khan", "2021-02-05", 30, ""],
        ],
        lambda _book, sheet: sheet.merge_cells("A7:E7"),
    )


def hidden() -> bytes:
    """A row filtered out and a column hidden, as when somebody sent only part of a list on purpose."""

    def hide(_book: openpyxl.Workbook, sheet: Any) -> None:
        sheet.auto_filter.ref = "A1:E3"
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["E"].hidden = True

    return workbook([["1", "Dara Example", "2021", 17, ""], ["2", "Mali Sample", "2021", 20, "081"]], hide)


def a_sheet_a_month() -> bytes:
    """January to March on sheets of their own, columns in another order in March, and a summary."""

    def more(book: openpyxl.Workbook, _sheet: Any) -> None:
        february = book.create_sheet("ก.พ. 64")
        for row in (
            HEADERS,
            ["2", "Mali Sample", "2021-02-04", 20, ""],
            ["3", "Rith Invented", "soon", 9, ""],
        ):
            february.append(row)
        march = book.create_sheet("มี.ค. 64")
        march.append(["Name", "No", "Age", "Phone", "Found"])
        march.append(["Sina Fiction", "4", 31, "", "2021-03-09"])
        march.append(["Dara Example", "1", 17, "", "2021-01-03"])
        book.create_sheet("Summary").append(["Cases", 4])

    return workbook([["1", "Dara Example", "2021-01-03", 17, ""]], more, title="ม.ค. 64")


def turned_dates() -> bytes:
    """Days first, typed on a computer set to months first: up to the 12th it made real dates of them."""
    return workbook(
        [
            ["1", "Dara Example", date(2021, 4, 3), 17, ""],
            ["2", "Mali Sample", date(2021, 7, 1), 20, ""],
            ["3", "Rith Invented", date(2021, 5, 5), 9, ""],
            ["4", "Sina Fiction", "25/03/2021", 31, ""],
        ]
    )


def months_in_words() -> bytes:
    """Months by name and digits of five scripts; Buddhist and common years from row to row."""
    return workbook(
        [
            ["1", "A", "๑๒ มกราคม ๒๕๖๔", "๑๗"],
            ["2", "B", "12 ม.ค. 2564", "១៧"],
            ["3", "C", "១២ មករា ២០២១", "១៧ ឆ្នាំ"],
            ["4", "D", "၁၂ ဇန်နဝါရီ ၂၀၂၁", "၁၇ နှစ်"],
            ["5", "E", "٢٠٢١-٠١-١٢", "١٧"],
            ["6", "F", "12 tháng 1 năm 2021", "17 tuổi"],
            ["7", "G", "12 Januari 2021", "17y 6m"],
            ["8", "H", "12 ມັງກອນ 2021", "17 ปี 6 เดือน"],
            ["9", "I", "2021年1月12日", "17岁"],
        ]
    )


def csv_of_a_thai_office(encoding: str) -> bytes:
    """Semicolons and days first, in whatever encoding the program was set to."""
    text = (
        "เลขคดี;ชื่อ-สกุล;เพศ;อายุ;สัญชาติ;วันที่\n"
        "1;ดาวเรือง ใจดี;หญิง;17;ไทย;03/04/2564\n"
        "2;นกน้อย สมมุติ;ชาย;20;ลาว;25/04/2564\n"
    )
    return text.encode(encoding)


def packed_submissions(*, broken: bool = False) -> bytes:
    """What a survey server packs: a folder a submission, with a picture."""
    form = (
        '<data id="htcds"><start>2021-02-0{n}T09:00:00.000+07:00</start>'
        "<prs_First_Name>Person {n}</prs_First_Name>"
        "<prs_Second_Name>Example</prs_Second_Name><prs_Citizenship>KH</prs_Citizenship>"
        "<meta><instanceID>uuid:000{n}</instanceID></meta>{end}"
    )
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for n in (1, 2, 3):
            end = "" if broken and n == 2 else "</data>"
            packed.writestr(f"htcds/instances/uuid000{n}/submission.xml", form.format(n=n, end=end))
        packed.writestr("htcds/instances/uuid0001/photo.jpg", b"\xff\xd8\xff")
    return out.getvalue()
