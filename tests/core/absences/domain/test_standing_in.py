"""The rules of leave."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.absences.domain.standing_in import LONGEST, Leave, check_leave, first_day_back
from handrail.core.access.domain.refusal import Refused

TODAY = date(2026, 3, 2)
AWAY, DEPUTY, OTHER = UUID(int=1), UUID(int=2), UUID(int=3)
days = st.integers(0, 30).map(lambda n: TODAY + timedelta(n))


def leave(account: UUID = AWAY, deputy: UUID | None = DEPUTY, *, starts: int = 0, ends: int = 7) -> Leave:
    return Leave(account, deputy, TODAY + timedelta(starts), TODAY + timedelta(ends))


def refusal(wished: Leave, *others: Leave, by: UUID = AWAY, opens: bool = True) -> str:
    with pytest.raises(Refused) as refused:
        check_leave(wished, others, by=by, deputy_opens_cases=opens, on=TODAY)
    return refused.value.code


def test_a_leave_with_a_deputy_is_entered_by_who_goes_or_by_a_third() -> None:
    for by in (AWAY, OTHER):
        check_leave(leave(), [], by=by, deputy_opens_cases=True, on=TODAY)


def test_nobody_makes_themself_a_deputy() -> None:
    assert refusal(leave(), by=DEPUTY) == "deputy-by-oneself"
    assert refusal(leave(deputy=AWAY)) == "deputy-for-oneself"


@pytest.mark.parametrize(
    ("wished", "code"),
    [
        (leave(starts=-1), "leave-starts-in-the-past"),
        (leave(ends=0), "leave-ends-before-it-starts"),
        (leave(ends=LONGEST.days + 1), "leave-too-long"),
    ],
)
def test_days_that_cannot_be_are_refused(wished: Leave, code: str) -> None:
    assert refusal(wished) == code


def test_a_deputy_whose_role_opens_nothing_would_help_nobody() -> None:
    assert refusal(leave(), opens=False) == "deputy-opens-no-cases"


@given(days, days, days, days)
def test_two_leaves_of_one_person_never_share_a_day(a: date, b: date, c: date, d: date) -> None:
    wished, other = Leave(AWAY, None, min(a, b), max(a, b)), Leave(AWAY, None, min(c, d), max(c, d))
    shared = {wished.starts_on + timedelta(n) for n in range((wished.ends_on - wished.starts_on).days)} & {
        other.starts_on + timedelta(n) for n in range((other.ends_on - other.starts_on).days)
    }
    try:
        check_leave(wished, [other], by=AWAY, deputy_opens_cases=False, on=TODAY)
    except Refused as refused:
        assert refused.code != "leave-entered-already" or shared
    else:
        assert not shared


def test_a_deputy_is_at_work_in_these_days() -> None:
    assert refusal(leave(), leave(DEPUTY, OTHER, starts=6, ends=20)) == "deputy-away-too"
    check_leave(leave(), [leave(DEPUTY, OTHER, starts=7)], by=AWAY, deputy_opens_cases=True, on=TODAY)


def test_a_leave_ends_today_and_one_to_come_never_begins() -> None:
    assert first_day_back(leave(starts=-3), TODAY) == TODAY
    assert first_day_back(leave(starts=3), TODAY) == TODAY + timedelta(3)
    with pytest.raises(Refused):
        first_day_back(leave(starts=-9, ends=0), TODAY)
