"""Where one case stands on its way: what was done, is late, was declined, or can no longer come."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from handrail.core.dates import PartialDate
from handrail.core.milestones.domain.stages import BRANCH, PARENT, Choice, End, Stage

# The last day on which a step is in time, given the day of the stage before it; None where no deadline holds.
DueOn = Callable[[Stage, date], date | None]


class State(StrEnum):
    DONE = "done"
    LATE = "late"
    WAITING = "waiting"
    SKIPPED = "skipped"
    CHOICE = "choice"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class WayStep:
    """One stage of a case. `due_on` is the last day in time of a step that waits or is late."""

    stage: Stage
    state: State
    when: PartialDate | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class WayBranch:
    id: str
    steps: tuple[WayStep, ...]


def way_of(
    reached: Mapping[Stage, PartialDate],
    *,
    choices: Collection[Choice] = (),
    ended: End | None = None,
    due_on: DueOn,
    today: date,
) -> tuple[WayBranch, ...]:
    """Return the way of a case, branch by branch, as it stands today.

    The deadline counts from the latest possible day of the stage before, so that nothing is called late
    before it is.
    """
    return tuple(
        WayBranch(
            branch,
            tuple(
                _step(stage, branch, reached, choices=choices, ended=ended, due_on=due_on, today=today)
                for stage in stages
            ),
        )
        for branch, stages in BRANCH.items()
    )


def late_steps(way: tuple[WayBranch, ...]) -> list[WayStep]:
    """Return the steps whose deadline has passed, the longest overdue first."""
    late = [step for branch in way for step in branch.steps if step.state is State.LATE]
    return sorted(late, key=lambda step: step.due_on or date.max)


def furthest(way: tuple[WayBranch, ...]) -> list[Stage]:
    """Return the last stage reached on each branch that was entered; of the trunk, if nothing follows."""
    last = {
        branch.id: [step.stage for step in branch.steps if step.state is State.DONE][-1:] for branch in way
    }
    beyond = [stage for branch, stages in last.items() if branch != "trunk" for stage in stages]
    return beyond or last["trunk"]


def _step(
    stage: Stage,
    branch: str,
    reached: Mapping[Stage, PartialDate],
    *,
    choices: Collection[Choice],
    ended: End | None,
    due_on: DueOn,
    today: date,
) -> WayStep:
    if stage in reached:
        return WayStep(stage, State.DONE, reached[stage])
    if _declined(stage, branch, choices, ended):
        return WayStep(stage, State.CHOICE)
    if any(_leads_to(stage, later) for later in reached):
        return WayStep(stage, State.SKIPPED)
    if ended and (branch == "justice" or ended is not End.ACQUITTED):
        # An acquittal ends the way to a judgment. It does not end the right to help.
        return WayStep(stage, State.ENDED)
    before = reached.get(PARENT[stage]) if stage in PARENT else None
    due = due_on(stage, before.latest) if before else None
    late = due is not None and due < today
    return WayStep(stage, State.LATE if late else State.WAITING, due_on=due)


def _declined(stage: Stage, branch: str, choices: Collection[Choice], ended: End | None) -> bool:
    # Reasonable grounds are for the state to find: no choice of the survivor's takes that step away.
    if branch == "protection" and stage is not Stage.PRESUMED:
        return Choice.DECLINED_ASSISTANCE in choices or ended is End.DECLINED
    if branch == "justice":
        return Choice.DECLINED_JUSTICE in choices or ended is End.DECLINED
    return False


@cache
def _leads_to(stage: Stage, later: Stage) -> bool:
    before = PARENT.get(later)
    while before is not None:
        if before is stage:
            return True
        before = PARENT.get(before)
    return False
