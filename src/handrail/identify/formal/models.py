"""Formal determinations."""

from __future__ import annotations

from django.db import models

from handrail.core.access.scoped import ScopedManager, part_of_case
from handrail.core.accounts.models import Account
from handrail.core.cases.records import CaseRecord
from handrail.identify.formal.domain.states import State
from handrail.identify.formal.words import OUTCOMES, STATES


class Formal(CaseRecord):
    """One determination. Sealed: the reasons, what the second person says, what the appeal says."""

    outcome = models.CharField(max_length=16, choices=OUTCOMES)
    state = models.CharField(max_length=10, choices=STATES, default=State.PROPOSED)
    answered_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ScopedManager(part_of_case("screenings"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_by__isnull=True)
                | models.Q(written_by__isnull=True)
                | ~models.Q(answered_by=models.F("written_by")),
                name="formal_answered_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(state=State.PROPOSED, answered_by__isnull=True)
                | models.Q(answered_by__isnull=False) & ~models.Q(state=State.PROPOSED),
                name="formal_answered_has_who",
            ),
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(state=State.PROPOSED), name="formal_one_proposal"
            ),
        ]
        indexes = [models.Index(fields=["case", "created_at"], name="formal_case")]
