"""Writing a plan. The caller gives a case that it may change, and a record that it read through the door."""

from __future__ import annotations

from datetime import date, datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import F

from handrail.core.access.domain.refusal import Refused
from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case
from handrail.core.cases.records import log_of_case, open_words, seal_words, stamps
from handrail.core.cases.writing import hold
from handrail.protect.permissions import HELP
from handrail.protect.plan.domain.states import GoalState, StepState
from handrail.protect.plan.models import Goal, Step


@transaction.atomic
def add_goal(case: Case, words: str, *, by: Account, at: datetime) -> Goal:
    """Write down a goal in the person's own words."""
    hold(case)
    goal = Goal(id=uuid4(), case=case, **stamps(by, at))
    seal_words(goal, case.person_id, {"words": words})
    Goal.objects.insert([goal])
    log_of_case("protect:goal:added", case, [goal.id], by)
    return goal


@transaction.atomic
def add_step(
    goal: Goal, words: str, *, due_on: date | None, owner: Account | None, by: Account, at: datetime
) -> Step:
    """Add a step to a goal. Adding never clashes with what others write."""
    hold(goal.case)
    step = Step(
        id=uuid4(),
        case=goal.case,
        goal=goal,
        due_on=due_on,
        owner=owner,
        **stamps(by, at),
    )
    seal_words(step, goal.case.person_id, {"words": words})
    Step.objects.insert([step])
    log_of_case("protect:step:added", goal.case, [step.id], by)
    return step


@transaction.atomic
def set_goal(goal: Goal, state: GoalState, note: str, *, version: int, by: Account, at: datetime) -> None:
    """Say what became of a goal. Raises `Refused("changed-meanwhile")` where another version stands."""
    _set(goal, state.value, note, version=version, by=by, at=at)
    log_of_case("protect:goal:changed", goal.case, [goal.id], by, state)


@transaction.atomic
def set_step(step: Step, state: StepState, note: str, *, version: int, by: Account, at: datetime) -> None:
    """Say what became of a step. Raises `Refused("changed-meanwhile")` where another version stands."""
    _set(step, state.value, note, version=version, by=by, at=at)
    log_of_case("protect:step:changed", step.case, [step.id], by, state)


def _set(line: Goal | Step, state: str, note: str, *, version: int, by: Account, at: datetime) -> None:
    hold(line.case)
    words = open_words([line], line.case.person_id)[0][1]
    seal_words(line, line.case.person_id, {**words, "note": note or words.get("note", "")})
    changed = (
        type(line)
        .objects.editable_by(by, HELP)
        .filter(id=line.id, version=version)
        .update(state=state, sealed=line.sealed, version=F("version") + 1, updated_at=at)
    )
    if not changed:
        raise Refused("changed-meanwhile")
