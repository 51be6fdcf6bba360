"""What becomes of a goal and of a step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum


class GoalState(StrEnum):
    """`DROPPED`: the person does not want it any more."""

    OPEN = "open"
    REACHED = "reached"
    DROPPED = "dropped"


class StepState(StrEnum):
    """`DROPPED`: it turned out not to be needed, or not to be wanted."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


GOAL_NEXT: Mapping[GoalState, frozenset[GoalState]] = {
    GoalState.OPEN: frozenset({GoalState.REACHED, GoalState.DROPPED}),
    GoalState.REACHED: frozenset({GoalState.OPEN}),
    GoalState.DROPPED: frozenset({GoalState.OPEN}),
}
STEP_NEXT: Mapping[StepState, frozenset[StepState]] = {
    StepState.OPEN: frozenset({StepState.DONE, StepState.DROPPED}),
    StepState.DONE: frozenset({StepState.OPEN}),
    StepState.DROPPED: frozenset({StepState.OPEN}),
}


def is_late(state: StepState, due_on: date | None, on: date) -> bool:
    """Return whether a step is open after its day."""
    return state is StepState.OPEN and due_on is not None and on > due_on
