"""Talks about a case."""

from __future__ import annotations

from django.db import models

from handrail.core.access.scoped import ScopedManager, part_of_case
from handrail.core.accounts.models import Account
from handrail.core.cases.records import CaseRecord
from handrail.protect.meetings.domain.leaving import Answer, Kind
from handrail.protect.meetings.words import ANSWERS, KINDS, REASONS


class Meeting(CaseRecord):
    """One talk. Sealed: who was there, what the person says, what was decided, what was said to a review.

    `answer` and `answered_by` belong to an exit review: another person than its writer says whether the help
    may end.
    """

    kind = models.CharField(max_length=12, choices=KINDS)
    on = models.DateField()
    again_on = models.DateField(null=True)
    reason = models.CharField(max_length=12, choices=REASONS, blank=True)
    answer = models.CharField(max_length=8, choices=ANSWERS, blank=True)
    answered_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ScopedManager(part_of_case("meetings", together=True))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind=Kind.EXIT, answer__in=list(Answer)) & ~models.Q(reason="")
                | models.Q(answer="", reason="", answered_by__isnull=True) & ~models.Q(kind=Kind.EXIT),
                name="meeting_exit_has_reason_and_answer",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_by__isnull=True)
                | models.Q(written_by__isnull=True)
                | ~models.Q(answered_by=models.F("written_by")),
                name="meeting_answered_by_another",
            ),
        ]
        indexes = [
            models.Index(fields=["case", "on", "id"], name="meeting_case"),
            models.Index(
                fields=["again_on"], name="meeting_again", condition=models.Q(again_on__isnull=False)
            ),
            models.Index(fields=["on"], name="meeting_waiting", condition=models.Q(answer=Answer.WAITING)),
        ]
