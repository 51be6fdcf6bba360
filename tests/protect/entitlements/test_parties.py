"""Treaties by country, and national entries before those for everywhere."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.protect.entitlements.domain.owed import Facts, owed
from handrail.protect.entitlements.lists import entitlements
from handrail.protect.entitlements.parties import binds, bound_by, parties

FIRST_SIX = {"KH", "SG", "VN", "MM", "TH", "PH"}
TODAY = date(2026, 11, 27)


def test_the_first_six_of_actip_are_bound_from_the_day_it_came_into_force() -> None:
    actip = parties()["ACTIP"]
    assert set(actip) == FIRST_SIX
    assert {bound.since for bound in actip.values()} == {date(2017, 3, 8)}


def test_a_norm_names_the_treaties_that_bind_and_those_not_known() -> None:
    norm = "Palermo Protocol article 7; ACTIP article 14(4)"
    thailand = {each.treaty: each.since for each in bound_by(norm, "TH")}
    assert thailand == {"Palermo Protocol": date(2013, 11, 16), "ACTIP": date(2017, 3, 8)}
    malaysia = {each.treaty: each.since for each in bound_by(norm, "MY")}
    assert malaysia == {"Palermo Protocol": date(2009, 3, 28), "ACTIP": None}
    assert list(bound_by("Council of Europe Convention article 13", "TH")) == []


@given(
    st.sampled_from(["TH", "MY", "ID", "BN", "JP", ""]),
    st.sampled_from(["Palermo Protocol article 7", "ACTIP article 14(4)", "Palermo Protocol 7; ACTIP 14(4)"]),
    st.dates(date(2000, 1, 1), date(2030, 1, 1)),
)
def test_a_treaty_counts_from_the_day_that_it_binds_and_never_where_that_is_not_known(
    country: str, norm: str, on: date
) -> None:
    since = [
        parties()[treaty][country].since
        for treaty in ("Palermo Protocol", "ACTIP")
        if treaty in norm and country in parties()[treaty]
    ]
    assert binds(norm, country, on) == any(day is not None and day <= on for day in since)


def test_no_state_of_the_region_is_bound_by_a_convention_of_elsewhere() -> None:
    assert not binds("Council of Europe Convention article 13", "TH", TODAY)
    assert binds("Palermo Protocol article 7", "TH", date(2013, 11, 16))
    assert not binds("Palermo Protocol article 7", "TH", date(2013, 11, 15)), "30 days after the deposit"


@pytest.mark.parametrize("country", ["TH", "PH", "ID"])
def test_a_national_entry_goes_before_and_says_that_nobody_checked_it(country: str) -> None:
    facts = Facts(country=country, child=False, detected_on=TODAY, presumed_on=TODAY)
    found = owed(entitlements(), facts, TODAY)
    ids = [each.entitlement.id for each in found]
    assert len(ids) == len(set(ids))
    national = [each.entitlement for each in found if each.entitlement.countries]
    assert national
    assert not any(each.verified for each in national)
    elsewhere = Facts("LA", child=False, detected_on=TODAY, presumed_on=TODAY)
    everywhere = {each.entitlement.id for each in owed(entitlements(), elsewhere, TODAY)}
    assert set(ids) == everywhere


def test_thailands_time_to_think_has_a_clock_of_its_own() -> None:
    facts = Facts(country="TH", child=False, detected_on=TODAY, presumed_on=TODAY)
    left = {each.entitlement.id: each.days_left(TODAY) for each in owed(entitlements(), facts, TODAY)}
    assert left["reflection"] == 45
