"""What becomes of goals and steps."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from handrail.protect.plan.domain.states import (
    GOAL_NEXT,
    STEP_NEXT,
    GoalState,
    StepState,
    is_late,
)

DAY = date(2026, 3, 2)


def test_whatever_became_of_it_it_can_be_taken_up_again() -> None:
    assert set(GOAL_NEXT) == set(GoalState) and set(STEP_NEXT) == set(StepState)
    for goal in GoalState:
        assert GOAL_NEXT[goal] == ({*GoalState} - {goal} if goal is GoalState.OPEN else {GoalState.OPEN})
    for step in StepState:
        assert STEP_NEXT[step] == ({*StepState} - {step} if step is StepState.OPEN else {StepState.OPEN})


@given(st.sampled_from(StepState), st.none() | st.integers(-40, 40))
def test_only_an_open_step_after_its_day_is_late(state: StepState, days: int | None) -> None:
    due = None if days is None else DAY + timedelta(days=days)
    assert is_late(state, due, DAY) == (state is StepState.OPEN and days is not None and days < 0)
