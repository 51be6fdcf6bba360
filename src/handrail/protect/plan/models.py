"""Goals and steps of a case."""

from __future__ import annotations

from django.db import models

from handrail.core.access.scoped import ScopedManager, part_of_case
from handrail.core.accounts.models import Account
from handrail.core.cases.records import CaseRecord
from handrail.protect.plan.domain.states import GoalState, StepState
from handrail.protect.plan.words import GOALS, STEPS


class Goal(CaseRecord):
    """What the person wants to reach; the words are the person's own, and sealed."""

    state = models.CharField(max_length=8, choices=GOALS, default=GoalState.OPEN)

    objects = ScopedManager(part_of_case("plan", together=True))

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=list(GoalState)), name="goal_state_known")
        ]
        indexes = [models.Index(fields=["case", "created_at", "id"], name="goal_case")]


class Step(CaseRecord):
    """One thing to do towards a goal. `owner` does it; none: the person themself, or whom the words name."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=STEPS, default=StepState.OPEN)
    due_on = models.DateField(null=True)
    owner = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ScopedManager(part_of_case("plan", together=True))

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=list(StepState)), name="step_state_known")
        ]
        indexes = [
            models.Index(fields=["case", "created_at", "id"], name="step_case"),
            models.Index(fields=["owner", "due_on"], name="step_due", condition=models.Q(state="open")),
        ]
