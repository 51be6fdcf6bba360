"""Rows become records as the mapping says; what contradicts itself is refused with both rows named."""

from __future__ import annotations

from collections import Counter
from datetime import date

from handrail.cooperate.domain.mapping_document import read_mapping
from handrail.cooperate.domain.records import Cell, IncomingRecord, Problems, RefusedRow
from handrail.cooperate.domain.table import Row
from handrail.cooperate.domain.taking import Taking

TODAY = date(2026, 11, 24)
Outcome = IncomingRecord | RefusedRow


def take(document: str, *rows: list[Cell]) -> tuple[list[Outcome], Problems, Counter[str]]:
    problems, dropped = Problems(), Counter[str]()
    headers = [str(cell) for cell in rows[0]]
    mapping = read_mapping("handrail-mapping: 1\n" + document)
    taking = Taking(mapping, headers, "Sheet1", TODAY, problems, dropped)
    outcomes = list(taking.outcomes(Row(number, row) for number, row in enumerate(rows, start=1)))
    return outcomes, problems, dropped


def codes(outcome: Outcome) -> list[str]:
    assert isinstance(outcome, RefusedRow), outcome
    return [problem.code for problem in outcome.problems]


SERVICES = """
row_is: service
group_by: [Case]
columns: {Case: hr_CaseId, Name: hr_FullName, Found: hr_DetectedOn, Service: spl_Type}
"""


def test_services_of_one_case_must_agree_about_the_person() -> None:
    header: list[Cell] = ["Case", "Name", "Found", "Service"]
    (sokha, other), _, _ = take(
        SERVICES,
        header,
        ["S-1", "Sokha", "2021", "Health"],
        ["S-2", "Bopha", "2021", "Legal"],
        ["S-1", "Sokhaa", "2021", "Legal"],
    )
    assert codes(sokha) == ["rows-disagree"]
    assert sokha.rows == (2, 4)
    assert isinstance(sokha, RefusedRow) and "rows 2 and 4" in sokha.problems[0].mend
    assert isinstance(other, IncomingRecord)


def test_a_service_of_nobody_is_refused() -> None:
    outcomes, _, _ = take(SERVICES, ["Case", "Name", "Found", "Service"], ["", "Sokha", "2021", "Health"])
    assert codes(outcomes[0]) == ["case-not-named"]


def test_one_bad_service_keeps_the_whole_case_out() -> None:
    outcomes, _, _ = take(
        SERVICES,
        ["Case", "Name", "Found", "Service"],
        ["S-1", "Sokha", "2021", "Health"],
        ["S-1", "", "", "Dancing"],
    )
    assert codes(outcomes[0]) == ["code-unknown"]
    assert outcomes[0].rows == (2, 3)


def test_cells_with_different_numbers_of_persons_are_refused() -> None:
    document = "persons: {split: [Names, Ages]}\ncolumns: {Names: hr_FullName, Ages: hr_AgeAtDetection}"
    outcomes, _, _ = take(document, ["Names", "Ages"], ["Aye; Myo; Than", "17; 18"], ["Linh; Lan;", "17\n18"])
    assert codes(outcomes[0]) == ["persons-uneven"]
    assert [type(outcome) for outcome in outcomes[1:]] == [IncomingRecord, IncomingRecord]


def test_two_columns_of_one_name_are_put_together_in_their_order() -> None:
    document = """columns:
      {Given: hr_FullName, Family: hr_FullName, A: vic_TypeOfExploitation, B: vic_TypeOfExploitation}"""
    outcomes, _, _ = take(
        document,
        ["Given", "Family", "A", "B"],
        ["Dara", "Example", "Forced labour", "Servitude; Forced labour"],
    )
    (record,) = outcomes
    assert isinstance(record, IncomingRecord)
    assert record.values["hr_FullName"] == "Dara Example"
    assert record.values["vic_TypeOfExploitation"] == ["ForcedLabour", "Servitude"]


def test_two_columns_that_contradict_each_other_are_refused() -> None:
    outcomes, _, _ = take("columns: {A: hr_Sex, B: hr_Sex}", ["A", "B"], ["F", "M"], ["F", "Girl"])
    assert codes(outcomes[0]) == ["columns-disagree"]
    assert isinstance(outcomes[1], IncomingRecord)


def test_columns_that_nobody_mapped_are_kept_as_text_or_counted() -> None:
    header: list[Cell] = ["Name", "Shoe size", "Hat"]
    (kept,), _, dropped = take("columns: {Name: hr_FullName}", header, ["Dara", 38.0, ""])
    assert isinstance(kept, IncomingRecord) and kept.values["hr_Unmapped"] == "Shoe size: 38"
    assert not dropped
    outcomes, _, dropped = take(
        "keep_unmapped: false\ncolumns: {Name: hr_FullName}", header, ["Dara", 38, ""], ["", "", ""]
    )
    assert isinstance(outcomes[0], IncomingRecord) and "hr_Unmapped" not in outcomes[0].values
    assert dropped == {"column: Shoe size": 1, "row: empty": 1}


def test_a_column_without_a_header_is_kept_too() -> None:
    (record,), _, _ = take("columns: {Name: hr_FullName}", ["Name", "@B"], ["Dara", "a word at the side"])
    assert isinstance(record, IncomingRecord) and record.values["hr_Unmapped"] == "@B: a word at the side"


def test_a_row_of_missing_values_is_dropped_and_counted() -> None:
    document = "constants: {hr_Province: North}\ncolumns: {Name: hr_FullName, Sex: hr_Sex}"
    outcomes, _, dropped = take(document, ["Name", "Sex"], ["-", "N/A"], ["Dara", "-"])
    assert len(outcomes) == 1
    assert dropped == {"row: nothing but missing values": 1}


def test_a_constant_of_an_entry_does_not_contradict_what_a_cell_says() -> None:
    document = "constants: {spl_Type: Legal}\ncolumns: {Name: hr_FullName, Service: spl_Type}"
    (one, two), _, _ = take(document, ["Name", "Service"], ["Dara", "Health"], ["Mi", ""])
    assert isinstance(one, IncomingRecord) and one.entries == (("plan", {"spl_Type": "Health"}),)
    assert isinstance(two, IncomingRecord) and two.entries == (("plan", {"spl_Type": "Legal"}),)


def test_a_column_may_be_named_by_its_letter() -> None:
    (record,), _, _ = take('columns: {"@B": hr_FullName}', ["Name", "Name"], ["x", "Dara"])
    assert isinstance(record, IncomingRecord) and record.values["hr_FullName"] == "Dara"


def test_a_constant_stands_for_what_the_rows_leave_out() -> None:
    document = (
        "constants: {hr_Province: North, prs_Citizenship: Burma}\ncolumns: {P: hr_Province, N: hr_FullName}"
    )
    (one, two), _, _ = take(document, ["P", "N"], ["South", "Dara"], ["", "Mi"])
    assert isinstance(one, IncomingRecord) and one.values["hr_Province"] == "South"
    assert isinstance(two, IncomingRecord) and two.values["hr_Province"] == "North"
    assert one.values["prs_Citizenship"] == ["MM"]


def test_the_day_of_detection_is_taken_from_the_nearest_column_and_that_is_said_once() -> None:
    document = "columns: {N: hr_FullName, R: cas_IncomingReferralDate}"
    outcomes, problems, _ = take(
        document, ["N", "R"], ["Dara", "2021-02-03"], ["Mi", "2021-03-04"], ["Lan", ""]
    )
    assert [o.milestones["detected"].text for o in outcomes[:2] if isinstance(o, IncomingRecord)] == [
        "2021-02-03",
        "2021-03-04",
    ]
    assert problems.by_code == {"detected-from-cas_IncomingReferralDate": 1, "detected-unknown": 1}
    assert problems.fatal == 0


def test_nobody_is_born_after_being_found() -> None:
    document = "columns: {N: hr_FullName, B: prs_Birthdate, D: hr_DetectedOn}"
    outcomes, _, _ = take(document, ["N", "B", "D"], ["Dara", "2022", "2021"], ["Mi", "2021", "2021-05"])
    assert codes(outcomes[0]) == ["birth-after-detection"]
    assert isinstance(outcomes[1], IncomingRecord)


def test_the_problems_of_a_file_are_all_counted_and_the_first_are_kept() -> None:
    rows: list[list[Cell]] = [["N", "S"], *([["Dara", "Q"]] * 1_500)]
    _, problems, _ = take("columns: {N: hr_FullName, S: hr_Sex}", *rows)
    assert (problems.total, problems.fatal, len(problems)) == (1_500, 1_500, 1_000)
    assert problems[0].row == 2
