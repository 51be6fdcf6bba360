"""Six ugly workbooks, each brought in wholly by its mapping."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest

from handrail.cooperate.domain.mapping_document import read_mapping
from handrail.cooperate.domain.mapping_writing import write_mapping
from handrail.cooperate.domain.records import IncomingRecord, ParsedFile
from handrail.cooperate.readers import look, propose_columns, read
from handrail.core.dates import Age
from tests.cooperate.ugly.make import WORKBOOKS, mapping_text

TODAY = date(2026, 11, 24)


def bring_in(name: str) -> tuple[list[IncomingRecord], ParsedFile]:
    parsed = read(
        BytesIO(WORKBOOKS[name]()), name=f"{name}.xlsx", mapping=read_mapping(mapping_text(name)), today=TODAY
    )
    outcomes = list(parsed.outcomes)
    assert [p for p in parsed.problems if p.fatal] == []
    return [outcome for outcome in outcomes if isinstance(outcome, IncomingRecord)], parsed


def by_name(records: list[IncomingRecord]) -> dict[str, IncomingRecord]:
    return {str(record.values["hr_FullName"]): record for record in records}


def test_thai_headers_and_thai_digits_come_in_as_what_they_say() -> None:
    records, parsed = bring_in("thai_headers")
    assert [r.rows for r in records] == [(4,), (5,), (6,), (7,)]
    assert parsed.dropped == {"row: skipped by the mapping": 1}
    girl, boy, unknown, woman = records
    assert girl.values["hr_CaseId"] == "ค-๐๐๑/๖๔"
    assert (girl.values["hr_Sex"], boy.values["hr_Sex"]) == ("female", "male")
    assert girl.values["hr_AgeAtDetection"] == Age(17, 17)
    assert boy.values["hr_AgeAtDetection"] == Age(14, 18)
    assert [r.values["prs_Citizenship"] for r in records] == [["TH"], ["MM"], ["stateless"], ["LA"]]
    assert [r.milestones["detected"].text for r in records] == [
        "2021-02-03",
        "2021-03-15",
        "2021-03",
        "2021-01-01/2021-04-30",
    ]
    assert boy.values["vic_TypeOfExploitation"] == ["ForcedLabour"]
    assert woman.values["vic_TypeOfExploitation"] == ["SexualExploitation", "ForcedLabour"]
    assert unknown.values["hr_Sex"] == "unknown"
    assert "hr_AgeAtDetection" not in unknown.values
    assert girl.identity == ("เลขคดี",)


def test_buddhist_and_common_years_in_one_column_are_one_calendar() -> None:
    records, _ = bring_in("buddhist_dates")
    people = by_name(records)
    assert [r.milestones["detected"].text for r in records] == [
        "2021-03-15",
        "2021-04-01",
        "2021-03-15",
        "2021",
        "2021-04-03",
        "2021-06-07",
    ]
    assert str(people["Anong Example"].values["prs_Birthdate"]) == "2004-05-12"
    assert str(people["Lan Specimen"].values["prs_Birthdate"]) == "2002"
    assert str(people["Tola Nobody"].values["prs_Birthdate"]) == "2001-04-19"
    assert people["Tola Nobody"].milestones["ended"].text == "2022"
    assert people["Lan Specimen"].values["hr_ClosedBecause"] == "departed"


def test_two_header_rows_are_joined_and_vague_dates_become_intervals() -> None:
    records, parsed = bring_in("two_header_rows")
    assert parsed.headers[:3] == ("No.", "Person / Name", "Person / Sex")
    dara, vuthy, maly = records
    assert {k: v.text for k, v in dara.milestones.items()} == {
        "detected": "2021-02-03",
        "identified": "2021-03-01",
        "prosecuted": "2021-11-05",
    }
    assert vuthy.values["hr_AgeAtDetection"] == Age(28, 32)
    assert vuthy.milestones["detected"].text == "2021-05"
    assert maly.milestones["detected"].text == "2021-05-01/2021-08-31"
    assert maly.milestones["identified"].text == "2021-10-01/2021-12-31"
    assert maly.values["hr_OtherExploitation"] == ["OnlineScam"]
    assert maly.values["hr_CountryOfExploitation"] == ["MM"]


def test_one_row_per_service_becomes_one_case_with_its_services() -> None:
    records, _ = bring_in("row_per_service")
    assert [r.values["hr_CaseId"] for r in records] == ["S-01", "S-02", "S-03"]
    assert [r.rows for r in records] == [(2, 3, 5), (4, 6), (7,)]
    sokha = records[0]
    assert [values["spl_Type"] for kind, values in sokha.entries if kind == "plan"] == [
        "SocialCare",
        "Health",
        "Legal",
    ]
    assert sokha.entries[2][1]["spl_ActionPlan"] == "Claim for wages"
    assert sokha.values["prs_Citizenship"] == ["KH"]


def test_several_names_in_a_cell_become_several_persons_with_their_own_ages() -> None:
    records, _ = bring_in("several_names")
    ages = {name: record.values.get("hr_AgeAtDetection") for name, record in by_name(records).items()}
    assert ages == {
        "Aye Example": Age(17, 17),
        "Myo Sample": Age(18, 22),
        "Than Specimen": None,
        "Budi Fiction": Age(0, 17),
        "Sari Invented": Age(34, 34),
        "Linh Nobody": None,
        "Chan Nowhere": Age(0, 0),
        "Bora Noone": Age(25, 30),
    }
    assert [r.values["hr_CaseId"] for r in records[:3]] == ["R1", "R1/2", "R1/3"]
    assert records[3].milestones["detected"].text == "2021-04-01/2021-06-30"
    assert records[0].values["hr_Unmapped"] == "Remarks: fish plant"


def test_colours_are_read_as_the_mapping_says_and_merged_cells_reach_every_row() -> None:
    records, _ = bring_in("colours_and_merges")
    assert [r.values["hr_Province"] for r in records] == ["Upper Valley"] * 3 + ["Harbour"] * 2
    assert [r.milestones["detected"].text for r in records] == ["2021-02-01"] * 3 + ["2021-06-15"] * 2
    people = by_name(records)
    assert people["Sina Sample"].values["hr_ClosedBecause"] == "lost_contact"
    assert people["Sina Sample"].milestones["ended"].text == "2021-05-01"
    assert people["Thida Specimen"].reasons == {"prosecuted": "survivor_choice"}
    assert people["Rith Example"].entries == (("plan", {"spl_Type": "SocialCare"}),)
    assert people["Wanna Invented"].entries == ()


@pytest.mark.parametrize("name", WORKBOOKS)
def test_every_cell_of_a_person_is_kept_as_it_was_written(name: str) -> None:
    records, parsed = bring_in(name)
    for record in records:
        assert set(record.raw) <= set(parsed.headers)
        assert all(record.raw.values())


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_mapping_is_written_and_read_back_as_itself(name: str) -> None:
    mapping = read_mapping(mapping_text(name))
    assert read_mapping(write_mapping(mapping)) == mapping


@pytest.mark.parametrize("name", WORKBOOKS)
def test_an_ugly_workbook_is_shown_with_proposals_and_never_taken_without_a_mapping(name: str) -> None:
    seen = look(BytesIO(WORKBOOKS[name]()), name="x.xlsx")
    assert seen.layout == ""
    if name != "two_header_rows":
        proposed = {guess.field for guess in propose_columns(seen.sheets[0].rows)}
        assert "hr_FullName" in proposed
