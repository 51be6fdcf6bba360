"""A plan, read through the door."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case
from handrail.core.cases.records import open_words
from handrail.protect.plan.domain.states import GoalState, StepState, is_late
from handrail.protect.plan.models import Goal, Step
from handrail.protect.plan.words import GOALS, STEPS, TONES


@dataclass(frozen=True, slots=True)
class StepLine:
    step: Step
    words: str
    note: str
    late: bool

    @property
    def state(self) -> str:
        return str(STEPS[StepState(self.step.state)])

    @property
    def tone(self) -> str:
        return TONES[self.step.state]


@dataclass(frozen=True, slots=True)
class GoalLine:
    goal: Goal
    words: str
    note: str
    steps: list[StepLine] = field(default_factory=list)

    @property
    def state(self) -> str:
        return str(GOALS[GoalState(self.goal.state)])

    @property
    def tone(self) -> str:
        return TONES[self.goal.state]


def plan_of(account: Account, case: Case, on: date) -> list[GoalLine]:
    """Return the goals of a case with their steps, those on the way first. Three queries."""
    goals = list(Goal.objects.visible_to(account).filter(case=case).order_by("created_at", "id"))
    steps = list(
        Step.objects.visible_to(account)
        .filter(case=case)
        .select_related("owner")
        .order_by("due_on", "created_at", "id")
    )
    of: dict[UUID, list[StepLine]] = defaultdict(list)
    opened = open_words([*goals, *steps], case.person_id)
    for line, words in opened:
        if isinstance(line, Step):
            late = is_late(StepState(line.state), line.due_on, on)
            of[line.goal_id].append(StepLine(line, words.get("words", ""), words.get("note", ""), late))
    lines = [
        GoalLine(line, words.get("words", ""), words.get("note", ""), of[line.id])
        for line, words in opened
        if isinstance(line, Goal)
    ]
    return sorted(lines, key=lambda line: line.goal.state != GoalState.OPEN)


def steps_due(account: Account, on: date, limit: int) -> QuerySet[Step]:
    """Return the account's own open steps whose day has come, the oldest first."""
    return (
        Step.objects.visible_to(account)
        .filter(owner=account, state=StepState.OPEN, due_on__lte=on)
        .select_related("case")
        .order_by("due_on", "id")[:limit]
    )
