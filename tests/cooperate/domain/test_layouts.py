"""Known layouts are recognised by their headers, and nothing else is taken for them."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.cooperate.domain.layouts.htcds import htcds_mapping
from handrail.cooperate.domain.layouts.survey import survey_mapping
from handrail.cooperate.domain.records import IncomingRecord, RefusedRow
from handrail.cooperate.readers import propose_columns, propose_mapping, read
from handrail.core.catalogue import FIELDS

TODAY = date(2026, 11, 24)


def fields(rows: list[list[str]]) -> dict[str, str]:
    mapping = htcds_mapping(rows)
    assert mapping is not None
    return {header: readers[0].field for header, readers in mapping.columns.items()}


def test_a_label_wins_over_the_id_above_it() -> None:
    ids = [
        "",
        "prs_MailingCity",
        "prs_MailingCountry",
        "vic_TraffickinStatusDecisionMakingOrg",
        "",
        "cas_Status",
    ]
    labels = ["", "Mailing Street", "Mailing City", "", "Reason for Outgoing Referral", "สถานะ"]
    assert fields([ids, labels]) == {
        "Mailing Street": "prs_MailingStreet",
        "Mailing City": "prs_MailingCity",
        "@D": "vic_TraffickingStatusDecisionMakingOrg",
        "Reason for Outgoing Referral": "cas_ReasonForOutgoingReferral",
        "สถานะ": "cas_Status",
    }


def test_an_id_decides_between_fields_that_share_a_label() -> None:
    ids = ["prs_FirstName", "hte_City", "hte_Longitude", "spl_Type"]
    labels = ["First Name", "City", "Longitude", "Type"]
    assert list(fields([ids, labels]).values()) == ids


@given(st.lists(st.sampled_from(sorted(FIELDS)), unique=True, min_size=3, max_size=40))
def test_any_set_of_our_ids_is_recognised_as_itself(ids: list[str]) -> None:
    assert list(fields([ids]).values()) == ids
    labels = [FIELDS[i].label for i in ids]
    mapping = htcds_mapping([ids, labels])
    assert mapping is not None
    assert [readers[0].field for readers in mapping.columns.values()] == ids


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [["Name", "Age", "Status"], ["Dara", "17", "open"]],
        [["First Name", "Second Name", "Shoe", "Hat", "Coat", "Boat", "Goat"]],
        [["ชื่อ", "อายุ", "เพศ"]],
    ],
)
def test_somebodys_own_table_is_not_taken_for_a_known_layout(rows: list[list[str]]) -> None:
    assert htcds_mapping(rows) is None
    assert survey_mapping(rows) is None


def export_with_lines() -> bytes:
    """A workbook of the form that the export writes: cases, and their lines on sheets of their own."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["hr_CaseId", "prs_FirstName", "hr_DetectedOn", "hte_City", "hte_City #2"])
    sheet.append(["Case ID", "First Name", "Detected On", "City", "City #2"])
    sheet.append(["K-1", "Dara", "2021-02-03", "Sampleton", "Nowhere"])
    sheet.append(["K-2", "Mi", "2021-03-04", "", ""])
    lines = book.create_sheet("Plans and parties")
    lines.append(["hr_CaseId", "spl_Type", "spl_ActionPlan", "per_RoleInProcess"])
    lines.append(["Case ID", "Type", "Action Plan", "Role in Process"])
    lines.append(["K-2", "Legal", "Claim for wages", ""])
    lines.append(["K-2", "", "", "Smuggler; Abuser"])
    lines.append(["", "Legal", "", ""])
    lines.append(["K-9", "Legal", "", ""])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_lines_on_other_sheets_are_given_to_their_cases() -> None:
    parsed = read(BytesIO(export_with_lines()), name="export.xlsx", today=TODAY)
    dara, mi = (o for o in parsed.outcomes if not isinstance(o, RefusedRow))
    assert isinstance(dara, IncomingRecord) and isinstance(mi, IncomingRecord)
    assert dara.entries == (("event", {"hte_City": "Sampleton"}), ("event", {"hte_City": "Nowhere"}))
    assert mi.entries == (
        ("plan", {"spl_Type": "Legal", "spl_ActionPlan": "Claim for wages"}),
        ("party", {"per_RoleInProcess": ["Smuggler", "Abuser"]}),
    )
    assert [(p.sheet, p.row, p.code) for p in parsed.problems if p.fatal] == [
        ("Plans and parties", 5, "case-not-named"),
        ("Sheet", 0, "lines-without-case"),
    ]


HEADERS = {
    "thai": (["ชื่อ-สกุล", "อายุ", "เพศ", "วันเกิด", "สัญชาติ"], "ดาว"),
    "khmer": (["ឈ្មោះ", "អាយុ", "ភេទ", "ថ្ងៃខែឆ្នាំកំណើត", "សញ្ជាតិ"], "ដារ៉ា"),
    "vietnamese": (["Họ và tên", "Tuổi", "Giới tính", "Ngày sinh", "Quốc tịch"], "Lan"),
    "burmese": (["အမည်", "အသက်", "လိင်", "မွေးသက္ကရာဇ်", "နိုင်ငံသား"], "Aye"),
    "indonesian": (["Nama lengkap", "Umur", "Jenis kelamin", "Tanggal lahir", "Kewarganegaraan"], "Budi"),
    "english": (["Name of victim", "Age (years)", "Sex", "DOB", "Nationality"], "Dara"),
}


@pytest.mark.parametrize("language", HEADERS)
def test_headers_in_the_regions_languages_are_proposed_with_their_confidence(language: str) -> None:
    headers, name = HEADERS[language]
    rows = [["ทะเบียน 2564"], headers, [name, "17", "F", "2004", "KH"]]
    proposed = {guess.header: guess for guess in propose_columns(rows)}
    assert [proposed[header].field for header in headers] == [
        "hr_FullName",
        "hr_AgeAtDetection",
        "hr_Sex",
        "prs_Birthdate",
        "prs_Citizenship",
    ]
    assert all(0 < guess.confidence <= 1 for guess in proposed.values())
    draft = propose_mapping(rows)
    assert draft.header_rows == (2,)
    assert len(draft.columns) == 5


def test_a_column_of_codes_without_a_telling_header_is_proposed_weakly() -> None:
    rows = [["Name", "K2"], ["Dara", "F"], ["Mi", "M"], ["Lan", "F"]]
    weak = next(guess for guess in propose_columns(rows) if guess.header == "K2")
    assert (weak.field, weak.why) == ("hr_Sex", "values")
    assert weak.header not in propose_mapping(rows).columns
