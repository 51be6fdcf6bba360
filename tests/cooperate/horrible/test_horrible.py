"""Tables as people keep them: nothing is lost, nothing is misread, and nothing is read silently."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest

from handrail.cooperate.domain.mapping_document import read_mapping
from handrail.cooperate.domain.records import IncomingRecord, ParsedFile, RefusedRow
from handrail.cooperate.readers import FileRefused, look, propose_mapping, read
from handrail.core.dates import Age
from tests.cooperate.horrible import make

TODAY = date(2026, 11, 24)


def bring_in(
    content: bytes, mapping: str | None = make.MAPPING, name: str = "register.xlsx"
) -> tuple[list[IncomingRecord], list[RefusedRow], ParsedFile]:
    chosen = read_mapping(mapping) if mapping else None
    with read(BytesIO(content), name=name, mapping=chosen, today=TODAY) as parsed:
        outcomes = list(parsed.outcomes)
    records = [outcome for outcome in outcomes if isinstance(outcome, IncomingRecord)]
    return records, [outcome for outcome in outcomes if isinstance(outcome, RefusedRow)], parsed


def codes(parsed: ParsedFile) -> set[str]:
    return {problem.code for problem in parsed.problems if not problem.fatal}


def why(refused: RefusedRow) -> list[str]:
    return [problem.code for problem in refused.problems]


def test_totals_and_notes_do_not_become_persons() -> None:
    records, refused, parsed = bring_in(make.totals_and_notes())
    assert [r.values["hr_FullName"] for r in records] == ["Dara Example", "Mali Sample", "Total Khan"]
    assert [(r.rows, why(r)) for r in refused] == [
        ((3,), ["row-is-total"]),
        ((6,), ["row-is-total"]),
        ((7,), ["row-is-note"]),
        ((8,), ["row-is-note"]),
    ]
    assert refused[0].problems[0].value == "รวม", "what stands there is shown"
    assert parsed.dropped == {"row: the header again": 1}
    assert records[0].values["prs_MobilePhone"] == "66812345678"


def test_hidden_rows_come_in_and_that_is_said() -> None:
    records, _, parsed = bring_in(make.hidden())
    assert len(records) == 2
    (notice,) = [p for p in parsed.problems if p.code == "rows-hidden"]
    assert "1 rows, 1 columns" in notice.why


def test_the_hidden_row_of_the_published_template_is_not_spoken_of() -> None:
    from handrail.cooperate.exporting.workbook import blank_template

    _, _, parsed = bring_in(blank_template(), None)
    assert codes(parsed) == {"no-rows"}


def test_sheets_that_are_not_read_are_named() -> None:
    records, _, parsed = bring_in(make.a_sheet_a_month())
    assert len(records) == 1
    said = {problem.code: problem.why for problem in parsed.problems}
    assert "“ก.พ. 64”, “มี.ค. 64”" in said["sheets-alike-not-read"]
    assert "“Summary”" in said["sheets-not-read"]


def test_all_sheets_with_the_same_columns_come_in_at_once() -> None:
    every = make.MAPPING + 'sheet: "*"\n'
    records, refused, parsed = bring_in(make.a_sheet_a_month(), every)
    assert [(r.sheet, r.values["hr_FullName"]) for r in records] == [
        ("ม.ค. 64", "Dara Example"),
        ("ก.พ. 64", "Mali Sample"),
        ("มี.ค. 64", "Sina Fiction"),
    ]
    assert records[2].milestones["detected"].text == "2021-03-09", "its columns stand in another order"
    assert [(r.sheet, r.rows, why(r)) for r in refused] == [
        ("ก.พ. 64", (3,), ["date-unreadable"]),
        ("มี.ค. 64", (3,), ["case-id-twice"]),
    ]
    assert parsed.sheets == ("ม.ค. 64", "ก.พ. 64", "มี.ค. 64")


def test_real_dates_that_a_program_may_have_turned_are_kept_as_both() -> None:
    records, _, parsed = bring_in(make.turned_dates())
    assert [r.milestones["detected"].text for r in records] == [
        "2021-03-04/2021-04-03",
        "2021-01-07/2021-07-01",
        "2021-05-05",
        "2021-03-25",
    ]
    assert "date-perhaps-turned" in codes(parsed)


def test_a_doubtful_date_stays_doubtful_in_the_file_of_rows_to_mend() -> None:
    rows: list[list[Any]] = [
        ["1", "Dara Example", date(2021, 4, 3), "many", ""],
        ["2", "Mali Sample", date(2021, 7, 1), 20, ""],
    ]
    rows += [["3", "Rith Invented", date(2021, 5, 5), 9, ""], ["4", "Sina Fiction", "25/03/2021", 31, ""]]
    content = make.workbook(rows)
    _, (refused,), _ = bring_in(content)
    assert refused.raw["Found"] == "2021-03-04/2021-04-03"


def test_somebody_who_compared_them_says_that_the_real_dates_stand() -> None:
    mapping = make.MAPPING.replace("hr_DetectedOn", "{field: hr_DetectedOn, as_they_stand: true}")
    records, _, parsed = bring_in(make.turned_dates(), mapping)
    assert records[0].milestones["detected"].text == "2021-04-03"
    assert "date-perhaps-turned" not in codes(parsed)


@pytest.mark.parametrize(
    "rows",
    [
        [date(2021, 4, 3), date(2021, 7, 1), date(2021, 5, 15), "25/03/2021"],  # a real date after the 12th
        [date(2021, 4, 3), date(2021, 7, 1), date(2021, 5, 5), "March 2021"],  # no later day as text
        [date(2021, 4, 3), date(2021, 7, 1), "25/03/2021"],  # too few to tell
    ],
)
def test_dates_are_not_doubted_without_a_reason(rows: list[Any]) -> None:
    content = make.workbook([[str(n), f"Person {n}", day, "", ""] for n, day in enumerate(rows)])
    records, _, _ = bring_in(content)
    assert records[0].milestones["detected"].text == "2021-04-03"


@pytest.mark.parametrize("written", [date(1964, 3, 15), "15/3/1964", "15 Mar 1964"])
def test_a_buddhist_year_of_two_digits_that_a_program_took_for_1964_is_refused(written: Any) -> None:
    _, refused, _ = bring_in(make.workbook([["1", "Dara Example", written, 17, ""]]))
    assert [why(row) for row in refused] == [["date-long-ago"]]


def test_a_year_long_ago_that_is_written_out_is_kept_and_noted() -> None:
    records, _, parsed = bring_in(make.workbook([["1", "Dara Example", "1964-03-15", 17, ""]]))
    assert records[0].milestones["detected"].text == "1964-03-15"
    assert "date-long-ago" in codes(parsed)


def test_months_in_words_and_digits_of_every_script_are_one_day() -> None:
    records, refused, _ = bring_in(make.months_in_words())
    assert [why(row) for row in refused] == []
    assert {r.milestones["detected"].text for r in records} == {"2021-01-12"}
    assert {r.values["hr_AgeAtDetection"] for r in records} == {Age(17, 17)}


@pytest.mark.parametrize(
    "name",
    ["สมชาย & สมหญิง", "1. Dara\n2. Mali", "Dara; Mali", "Dara and Mali", "ดาว และ นก", "Dara dan Mali"],
)
def test_several_names_in_one_cell_never_become_one_person(name: str) -> None:
    _, refused, _ = bring_in(make.workbook([["1", name, "2021", "", ""]]))
    assert [why(row) for row in refused] == [["names-several"]]


def test_several_names_are_parted_by_the_sign_that_the_mapping_names() -> None:
    mapping = make.MAPPING + 'persons: {split: [Name], separators: ["&"]}\n'
    records, _, _ = bring_in(make.workbook([["1", "นาย สมชาย & นางสาว สมหญิง", "2021", "", ""]]), mapping)
    assert [r.values["hr_FullName"] for r in records] == ["นาย สมชาย", "นางสาว สมหญิง"]
    assert [r.values["hr_CaseId"] for r in records] == ["1", "1/2"]


@pytest.mark.parametrize(
    "name", ["Dara (Mali)", "Nguyễn Thị Và", "Andrea Sandan", "ดาวและ", "O'Brien-Example"]
)
def test_a_name_that_only_looks_like_two_is_taken(name: str) -> None:
    records, _, _ = bring_in(make.workbook([["1", name, "2021", "", ""]]))
    assert [r.values["hr_FullName"] for r in records] == [name]


@pytest.mark.parametrize("phone", ["6.68123E+10", "6,68123E+10", 1.2345678901234567e16])
def test_a_number_whose_digits_are_gone_is_not_kept_as_a_phone(phone: Any) -> None:
    _, refused, _ = bring_in(make.workbook([["1", "Dara Example", "2021", "", phone]]))
    assert [why(row) for row in refused] == [["number-shortened"]]


TICKED = """handrail-mapping: 1
columns:
  Name: hr_FullName
  Debt: {field: vic_MethodsOfControl, flag: DebtBondage}
  Dead: {field: prs_Deceased}
"""


def ticked(*marks: str, mapping: str = TICKED) -> list[Any]:
    rows = [[f"Person {n}", mark, mark] for n, mark in enumerate(marks)]
    content = make.workbook(rows, headers=["Name", "Debt", "Dead"])
    with read(BytesIO(content), name="x.xlsx", mapping=read_mapping(mapping), today=TODAY) as parsed:
        return [
            o.values.get("prs_Deceased") if isinstance(o, IncomingRecord) else o.problems[0].code
            for o in parsed.outcomes
        ]


def test_ticks_of_every_kind_are_a_yes() -> None:
    assert ticked("✓", "✔️", "√", "☑", "/", "✅", "ใช่", "មាន", "yes", "1") == [True] * 10
    assert ticked("☐", "✗", "ไม่มี", "គ្មាន", "no", "0") == [False] * 6


@pytest.mark.parametrize("mark", ["?", "*", "☒", "○", "unknown", "…"])
def test_a_sign_that_could_mean_anything_is_never_a_yes(mark: str) -> None:
    assert ticked(mark) == ["yes-no-unreadable"]


def test_a_cross_is_a_yes_by_itself_and_doubtful_beside_ticks() -> None:
    assert ticked("x", "", "X") == [True, None, True]
    assert ticked("x", "/", "X") == ["cross-or-tick", True, "cross-or-tick"]
    settled = TICKED.replace("DebtBondage}", "DebtBondage, missing: [x]}").replace(
        "prs_Deceased}", "prs_Deceased, values: {x: 'No', X: 'No'}}"
    )
    assert ticked("x", "/", mapping=settled) == [False, True]


@pytest.mark.parametrize(
    "encoding", ["cp874", "tis-620", "utf-16", "utf-16-le", "utf-16-be", "utf-8", "utf-8-sig"]
)
def test_a_table_of_a_thai_office_reads_alike_in_every_encoding(encoding: str) -> None:
    content = make.csv_of_a_thai_office(encoding)
    seen = look(BytesIO(content), name="x.csv")
    mapping = propose_mapping(seen.sheets[0].rows)
    with read(BytesIO(content), name="x.csv", mapping=mapping, today=TODAY) as parsed:
        records = list(parsed.records)
    assert [r.values["hr_FullName"] for r in records] == ["ดาวเรือง ใจดี", "นกน้อย สมมุติ"]
    assert [r.values["hr_Sex"] for r in records] == ["female", "male"]
    # 25/04 shows that the day comes first, so 03/04 is proposed to be read so.
    assert [r.values["hr_RegisteredOn"] for r in records] == [
        *(r.milestones["detected"] for r in records),
    ]
    assert records[0].milestones["detected"].text == "2021-04-03"


def test_the_submissions_of_a_packed_folder_come_in_together() -> None:
    records, refused, parsed = bring_in(make.packed_submissions(), None, "htcds.zip")
    assert refused == []
    assert [r.values["prs_FirstName"] for r in records] == ["Person 1", "Person 2", "Person 3"]
    assert [r.values["hr_CaseId"] for r in records] == ["0001", "0002", "0003"]
    assert "attachments-not-read" in codes(parsed)


def test_one_torn_submission_is_named_and_none_is_taken() -> None:
    with pytest.raises(FileRefused) as refused:
        bring_in(make.packed_submissions(broken=True), None, "htcds.zip")
    assert refused.value.code == "xml-damaged"
    assert "uuid0002/submission.xml" in refused.value.why


def test_an_age_that_the_birth_date_denies_is_kept_and_said() -> None:
    mapping = make.MAPPING.replace("Phone: prs_MobilePhone", "Born: prs_Birthdate")
    rows = [["1", "Dara Example", "2021-02-03", 16, "1990"], ["2", "Mali Sample", "2021-02-03", 17, "2003"]]
    content = make.workbook(rows, headers=["No", "Name", "Found", "Age", "Born"])
    records, _, parsed = bring_in(content, mapping)
    assert len(records) == 2
    assert [p.row for p in parsed.problems if p.code == "age-and-birth-differ"] == [2]
