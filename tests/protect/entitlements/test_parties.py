"""Treaties by country, and national entries before those for everywhere."""

from __future__ import annotations

from datetime import date

import pytest

from handrail.protect.entitlements.domain.owed import Facts, owed
from handrail.protect.entitlements.lists import entitlements
from handrail.protect.entitlements.parties import bound_by, parties

FIRST_SIX = {"KH", "SG", "VN", "MM", "TH", "PH"}
TODAY = date(2026, 11, 27)


def test_the_first_six_of_actip_are_bound_from_the_day_it_came_into_force() -> None:
    actip = parties()["ACTIP"]
    assert set(actip) == FIRST_SIX
    assert {bound.since for bound in actip.values()} == {date(2017, 3, 8)}


def test_a_norm_names_the_treaties_that_bind_and_those_not_known() -> None:
    norm = "Palermo Protocol article 7; ACTIP article 14(4)"
    thailand = {each.treaty: each.since for each in bound_by(norm, "TH")}
    assert thailand == {"Palermo Protocol": date(2013, 10, 17), "ACTIP": date(2017, 3, 8)}
    malaysia = {each.treaty: each.since for each in bound_by(norm, "MY")}
    assert malaysia == {"Palermo Protocol": date(2009, 2, 26), "ACTIP": None}
    assert list(bound_by("Council of Europe Convention article 13", "TH")) == []


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
