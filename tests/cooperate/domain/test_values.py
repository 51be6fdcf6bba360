"""A cell becomes the value of its field, or a reason: never an exception, never a silent change."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.cooperate.domain.formulas import looks_like_formula, neutralise, restore
from handrail.cooperate.domain.records import Cell, cell_text
from handrail.cooperate.domain.values import Read, Reading, Unreadable, read_value
from handrail.core.catalogue import FIELDS
from handrail.core.dates import Age

TODAY = date(2026, 11, 24)


def value(field: str, cell: Cell, how: Reading = Reading()) -> object:  # noqa: B008
    found = read_value(FIELDS[field], cell, how, today=TODAY)
    assert isinstance(found, Read), found
    return found.value.text if field.endswith(("On", "Date", "date")) and found.value else found.value  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("field", "cell", "meant"),
    [
        ("prs_FirstName", "  Dara ", "Dara"),
        ("prs_MobilePhone", 66555012345.0, "66555012345"),
        ("prs_MobilePhone", "'+66 555", "+66 555"),
        ("prs_NumberOfChildren", 3.0, 3),
        ("prs_Deceased", "ไม่ใช่", False),
        ("prs_Deceased", True, True),
        ("con_Consent", "☑", True),
        ("hr_Sex", "ស្រី", "female"),
        ("prs_Citizenship", "Burma, Thailand", ["MM", "TH"]),
        ("prs_Citizenship", "MM TH", ["MM", "TH"]),
        ("prs_PrimaryLanguage", "bur", "mya"),
        ("hr_AgeAtDetection", 17.0, Age(17, 17)),
        ("hte_Latitude", "13.75", "13.75"),
        ("hr_DetectedOn", datetime(2021, 2, 3), "2021-02-03"),
        ("hr_DetectedOn", 44230.0, "2021-02-03"),
        ("spl_PlannedEndDate", "2031", "2031"),
        ("hr_DetectedOn", "N/A", None),
        ("hr_FullName", "-", None),
        ("hr_FullName", None, None),
    ],
)
def test_a_cell_is_read_as_its_field_wants(field: str, cell: Cell, meant: object) -> None:
    assert value(field, cell) == meant


def test_a_table_of_the_mapping_comes_before_the_code_list() -> None:
    how = Reading(table={"ประมง": ("ForcedLabour",), "?": None})
    assert value("vic_TypeOfExploitation", "ประมง", how) == ["ForcedLabour"]
    assert value("vic_TypeOfExploitation", "?", how) is None
    assert value("vic_TypeOfExploitation", "Forced begging", how) == ["ForcedBegging"]


def test_a_misspelt_code_is_answered_with_the_nearest_labels() -> None:
    found = read_value(FIELDS["vic_TypeOfExploitation"], "Forced labbour", Reading(), today=TODAY)
    assert isinstance(found, Unreadable)
    assert "Forced labour" in found.mend


def test_an_unknown_code_is_dropped_only_where_the_mapping_says_so() -> None:
    how = Reading(unknown="skip")
    assert value("vic_TypeOfExploitation", "Forced labour; Weaving", how) == ["ForcedLabour"]
    assert value("hr_Sex", "Q", how) is None


def test_a_date_in_two_orders_is_kept_as_both_and_said() -> None:
    found = read_value(FIELDS["hr_DetectedOn"], "03/04/2021", Reading(), today=TODAY)
    assert isinstance(found, Read) and found.notice is not None
    assert found.notice.code == "date-two-orders"


CELLS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=40)
    | st.dates()
    | st.datetimes()
    | st.times()
    | st.timedeltas()
)


@given(st.sampled_from(sorted(FIELDS)), CELLS)
def test_any_cell_under_any_field_is_a_value_or_a_reason(field: str, cell: Cell) -> None:
    found = read_value(FIELDS[field], cell, Reading(), today=TODAY)
    if isinstance(found, Unreadable):
        assert found.why and found.mend and found.code


@given(st.text(st.sampled_from("'=+-@\t\r\nab1 "), max_size=8))
def test_what_goes_out_harmless_comes_back_as_it_was(text: str) -> None:
    harmless = neutralise(text)
    assert restore(harmless) == text
    assert harmless[:1] not in {"=", "+", "-", "@", "\t", "\r"}


@pytest.mark.parametrize("text", ["+66 555 012 345", "-", "-5", "+", "Dara", "", "- - -", "+855 (0)12"])
def test_phones_dashes_and_numbers_are_no_formulas(text: str) -> None:
    assert not looks_like_formula(text)


@pytest.mark.parametrize(
    ("cell", "text"),
    [(17.0, "17"), (1.5, "1.5"), (True, "TRUE"), (None, ""), (" a\u00a0", "a"), ("a\r\nb\rc", "a\nb\nc")],
)
def test_a_cell_is_shown_as_a_person_sees_it(cell: Cell, text: str) -> None:
    assert cell_text(cell) == text
