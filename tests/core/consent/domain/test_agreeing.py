"""Who has to agree: a child never as if grown up, and whoever may be one is treated as one."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from handrail.core.consent.domain.agreeing import Agreed, may_be_child, who_has_to_agree
from handrail.core.dates.age import ADULT, Age

DAY = date(2026, 3, 1)
lows = st.integers(0, 60)
ages = lows.flatmap(lambda low: st.builds(Age, st.just(low), st.integers(low, 80)))


@given(ages)
def test_whoever_may_be_under_eighteen_is_treated_as_a_child(age: Age) -> None:
    assert may_be_child(age, at=DAY, on=DAY) is (age.low < ADULT)


@given(ages, st.integers(0, 8000), st.integers(0, 4000))
def test_nobody_becomes_a_child_again(age: Age, days: int, more: int) -> None:
    early, late = DAY + timedelta(days), DAY + timedelta(days + more)
    assert may_be_child(age, at=DAY, on=late) <= may_be_child(age, at=DAY, on=early)


@given(st.integers(0, 17))
def test_a_child_is_one_until_the_eighteenth_birthday_can_have_come(years: int) -> None:
    left = ADULT - years
    assert may_be_child(Age(years, years), at=DAY, on=DAY.replace(year=DAY.year + left) - timedelta(2))
    assert not may_be_child(Age(years, years), at=DAY, on=DAY.replace(year=DAY.year + left) + timedelta(2))


def test_of_a_child_both_are_asked_and_an_age_that_nobody_asked_is_no_age() -> None:
    assert who_has_to_agree(child=True) == {Agreed.CHILD_AND_GUARDIAN}
    assert Agreed.PERSON in who_has_to_agree(child=False)
    assert not may_be_child(None, at=DAY, on=DAY)
