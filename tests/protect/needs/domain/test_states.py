"""What becomes of a need."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from handrail.protect.needs.domain.states import NEXT, NeedState, due_at, is_late, may_become

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def test_what_was_answered_can_be_opened_again_and_nothing_else() -> None:
    assert set(NEXT) == set(NeedState)
    for answered in (NeedState.MET, NeedState.DECLINED):
        assert NEXT[answered] == {NeedState.OPEN}
    assert not may_become(NeedState.MET, NeedState.DECLINED)


def test_a_kind_without_a_target_is_never_due() -> None:
    assert due_at("shelter", NOON, {"shelter": 24}) == NOON + timedelta(hours=24)
    assert due_at("dental", NOON, {"shelter": 24}) is None


@given(st.sampled_from(NeedState), st.none() | st.integers(-500, 500), st.integers(-500, 500))
def test_only_an_open_need_past_its_time_is_late(state: NeedState, due: int | None, at: int) -> None:
    day = None if due is None else NOON + timedelta(hours=due)
    late = is_late(state, day, NOON + timedelta(hours=at))
    assert late == (state is NeedState.OPEN and due is not None and at > due)


def test_what_the_person_does_not_want_is_no_delay() -> None:
    assert not is_late(NeedState.DECLINED, NOON, NOON + timedelta(days=400))
