"""What a person needs, and how to reach them without harm."""

from __future__ import annotations

from django.db import models

from handrail.core.access.scoped import ScopedManager, part_of_case
from handrail.core.cases.records import CaseRecord
from handrail.protect.needs.domain.states import NeedState
from handrail.protect.needs.words import DANGERS, KINDS, STATES


class Safety(CaseRecord):
    """Who may harm the person, safe ways to make contact, and the safety plan. One for a case."""

    danger = models.CharField(max_length=8, blank=True, choices=DANGERS)
    review_on = models.DateField(null=True)

    objects = ScopedManager(part_of_case("needs", together=True))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], name="safety_once_per_case"),
            models.CheckConstraint(condition=models.Q(danger__in=list(DANGERS)), name="safety_danger_known"),
        ]
        indexes = [models.Index(fields=["review_on"], name="safety_review")]


class Need(CaseRecord):
    """One need, wanted or not. `due_at` is when an answer is looked for (data/needs.yaml)."""

    kind = models.CharField(max_length=32)
    state = models.CharField(max_length=8, choices=STATES, default=NeedState.OPEN)
    urgent = models.BooleanField(default=False)
    due_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)

    objects = ScopedManager(part_of_case("needs", together=True))

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=list(KINDS)), name="need_kind_known"),
            models.CheckConstraint(
                condition=models.Q(state=NeedState.OPEN, answered_at__isnull=True)
                | (
                    models.Q(state__in=[NeedState.MET, NeedState.DECLINED])
                    & models.Q(answered_at__isnull=False)
                ),
                name="need_answered_when_answered",
            ),
        ]
        indexes = [
            models.Index(fields=["case", "created_at", "id"], name="need_case"),
            models.Index(fields=["due_at"], name="need_due", condition=models.Q(state="open")),
        ]
