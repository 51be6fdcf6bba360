"""Who is away, from when until when, and who stands in."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models

from handrail.core.accounts.models import Account


class Absence(models.Model):
    """The days on which an account is away, and who stands in for it then (nobody: null)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="absences")
    deputy = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="stands_in")
    starts_on = models.DateField()
    ends_on = models.DateField(help_text="the first day back at work")
    entered_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="absence_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=models.Q(deputy__isnull=True) | ~models.Q(deputy=models.F("account")),
                name="absence_deputy_is_somebody_else",
            ),
            models.CheckConstraint(
                condition=models.Q(deputy__isnull=True) | ~models.Q(deputy=models.F("entered_by")),
                name="absence_deputy_does_not_enter_it",
            ),
        ]
        indexes = [models.Index(fields=["deputy", "ends_on"], name="absence_deputy")]

    def is_live(self, on: date) -> bool:
        """Whether the account is away on a day."""
        return self.starts_on <= on < self.ends_on
