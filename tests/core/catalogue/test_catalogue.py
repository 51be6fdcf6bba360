"""The catalogue holds the whole standard, seals what identifies a person, and finds the code a text means."""

from __future__ import annotations

import csv
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.catalogue import CODELISTS, FIELDS, Purpose, field_by_label, purpose_of, storage_table

HTCDS = Path(__file__).resolve().parents[4] / "shared" / "data" / "htcds"


def published(name: str) -> list[dict[str, str]]:
    if not HTCDS.exists():
        if os.environ.get("CI"):
            pytest.fail("the published standard is not beside the repository (../shared/data/htcds)")
        pytest.skip("the published standard is not beside the repository (../shared/data/htcds)")
    with (HTCDS / name).open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def test_every_published_field_is_here_with_its_label() -> None:
    standard = {f.id: f for f in FIELDS.values() if f.standard}
    assert len(standard) == 84
    for row in published("fields.csv"):
        assert standard[row["field_id"]].core == (row["core"] == "yes")
        assert standard[row["field_id"]].deprecated == (row["status"] == "DEPRECATED")


def test_every_published_code_is_found_by_its_code_and_by_its_label() -> None:
    rows = published("codelists.csv")
    assert len(rows) == 182
    for row in rows:
        codelist = CODELISTS[FIELDS[row["field_id"]].codelist]
        assert codelist.match(row["code"]) == row["code"].strip()
        assert codelist.match(row["label"]) == row["code"].strip()


def test_every_country_of_the_template_is_found_by_name_and_both_codes() -> None:
    with (
        (HTCDS / "countries.csv").open(encoding="utf-8", newline="")
        if HTCDS.exists()
        else pytest.skip() as source
    ):
        rows = list(csv.DictReader(source))
    assert len(rows) == 249
    for row in rows:
        assert CODELISTS["country"].match(row["name_in_excel_template"]) == row["iso2"]
        assert CODELISTS["country"].match(row["iso2"].lower()) == row["iso2"]


IDENTIFYING = [
    "prs_FirstName",
    "prs_SecondName",
    "hr_FullName",
    "prs_HomePhone",
    "prs_MobilePhone",
    "prs_IdentityNumber",
]
SEALED = [
    "prs_Email",
    "prs_Birthdate",
    "prs_MailingStreet",
    "hte_Latitude",
    "cco_CaseComment",
    "hr_Notes",
    "hr_Unmapped",
]


@pytest.mark.parametrize("name", IDENTIFYING)
def test_what_names_a_person_is_sealed_and_found_by_index(name: str) -> None:
    assert FIELDS[name].storage == "indexed"


@pytest.mark.parametrize("name", SEALED)
def test_contacts_addresses_coordinates_and_free_text_are_sealed(name: str) -> None:
    assert FIELDS[name].storage == "encrypted"


def test_nothing_that_takes_free_words_is_stored_in_clear_but_a_province_and_a_source() -> None:
    open_words = {
        f.id
        for f in FIELDS.values()
        if f.type in ("text", "long_text", "coordinate") and f.storage == "clear"
    }
    assert open_words == {"hr_Province", "hr_Source"}


def test_every_field_says_why_it_is_stored_so_and_names_a_known_list() -> None:
    for each in FIELDS.values():
        assert each.why
        assert (each.type in ("code", "codes")) == bool(each.codelist)
        assert not each.codelist or each.codelist in CODELISTS
        assert f"`{each.id}`" in storage_table()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Laos", "LA"), ("Laotian", "LA"), ("LAO", "LA"), ("Burma", "MM"), ("Burmese", "MM"),
        ("Vietnam", "VN"), ("Viet Nam", "VN"), ("Vietnamese", "VN"), ("South Korea", "KR"),
        ("Rohingya", "stateless"), ("ไร้สัญชาติ", "stateless"), ("kampuchea", "KH"), ("ไทย", "TH"),
        ("เมียนมา", "MM"), ("Việt Nam", "VN"),
        ("កម្ពុជា", "KH"), ("မြန်မာ", "MM"), ("中国", "CN"), ("Cote d'Ivoire", "CI"),
        ("U.S.A.", "US"), ("nowhere", None), ("", None),
    ],
)  # fmt: skip
def test_a_country_is_found_by_the_names_that_people_use(text: str, code: str | None) -> None:
    assert CODELISTS["country"].match(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [("may", "msa"), ("msa", "msa"), ("bur", "mya"), ("Thai", "tha"), ("vi", "vie"),
     ("Mon", "mnw"), ("mon", "mon"), ("ไทใหญ่", "shn"), ("Tiếng Miến Điện", "mya")],
)  # fmt: skip
def test_a_language_is_found_by_either_three_letter_code(text: str, code: str) -> None:
    assert CODELISTS["language"].match(text) == code


def test_a_label_with_a_semicolon_inside_is_one_value() -> None:
    industry = CODELISTS["vic_ForcedLabourIndustry"]
    text = "Water supply; sewerage, waste management and remediation; Construction; Weaving"
    assert industry.match_all(text) == (
        ["E_WaterSupplySewerageWasteManagement", "F_Construction"],
        ["Weaving"],
    )


@given(
    st.lists(
        st.sampled_from([c.label for c in CODELISTS["vic_ForcedLabourIndustry"]]), unique=True, min_size=1
    )
)
def test_any_choice_of_industries_comes_back_from_the_cell_it_was_written_in(labels: list[str]) -> None:
    industry = CODELISTS["vic_ForcedLabourIndustry"]
    codes, unknown = industry.match_all("; ".join(labels))
    assert [industry.label(code) for code in codes] == labels
    assert not unknown


@pytest.mark.parametrize(
    ("codelist", "text", "code"),
    [
        ("cas_Status", "Follow up", "FollowUp"),
        ("cas_ReasonForIncomingReferral", "Migration Or Change Of Location", "MigrationOrChangeOfLocation"),
        ("vic_MethodsOfControl", "Debt bondage ", "DebtBondage"),
        ("prs_Gender", "NonSpecifiedUnknown", "NonSpecifiedUnknown"),
        ("hr_Sex", "หญิง", "female"),
        ("hr_Sex", "Nữ", "female"),
        ("hr_AgeBand", "9--17", "9-17"),
        ("hr_AgeBand", "9—17", "9-17"),
        ("hr_AgeBand", "48+", "48+"),
        ("hr_ctdc_Months", "0--12 (0-1 yr)", "0-12"),
    ],
)
def test_the_spellings_of_the_published_files_are_found(codelist: str, text: str, code: str) -> None:
    assert CODELISTS[codelist].match(text) == code


def test_a_field_is_found_by_its_id_or_label() -> None:
    found = field_by_label("first name")
    assert found is not None and found.id == "prs_FirstName"
    found = field_by_label("CON_consent")
    assert found is not None and found.id == "con_Consent"
    assert field_by_label("Shoe size") is None


@pytest.mark.parametrize(
    ("codes", "purpose"),
    [
        ([], Purpose.UNKNOWN),
        (["Other"], Purpose.OTHER),
        (["Other", "OnlineScam"], Purpose.CRIMINALITY),
        (["ForcedLabour", "Servitude"], Purpose.LABOUR),
        (["ForcedLabour", "SexualExploitation"], Purpose.SEVERAL),
        (["ForcedAdoption"], Purpose.OTHER),
    ],
)
def test_one_purpose_is_derived_from_the_fine_codes(codes: list[str], purpose: Purpose) -> None:
    assert purpose_of(codes) == purpose


def test_a_code_left_to_users_can_be_named_and_does_not_join_the_published_ones() -> None:
    countries = replace(CODELISTS["country"], _assigned={})
    assert (countries.label("XL"), "XL" in countries, countries.match("Lantessara")) == ("XL", False, None)
    countries.assign("XL", "Lantessara")
    assert (countries.label("XL"), "XL" in countries) == ("Lantessara", True)
    assert (countries.match("lantessara"), countries.match("xl")) == ("XL", "XL")
    assert "XL" not in {code.code for code in countries}
    assert countries.match("ไทย") == "TH"
    assert "XL" not in CODELISTS["country"], "a real installation knows no invented country"


@pytest.mark.parametrize(
    ("text", "code"),
    [("Nga", "RU"), ("NGA", "NG"), ("Mỹ", "US"), ("MY", "MY"), ("my", "MY"), ("Áo", "AT"), ("ao", "AO"),
     ("Bỉ", "BE"), ("BI", "BI"), ("Úc", "AU"), ("Ý", "IT"), ("Lào", "LA")],
)  # fmt: skip
def test_a_name_in_one_language_is_not_taken_for_another_country_s_code(text: str, code: str) -> None:
    assert CODELISTS["country"].match(text) == code


def test_what_may_be_a_name_or_another_country_s_code_is_not_guessed() -> None:
    assert CODELISTS["country"].match("nga") is None
