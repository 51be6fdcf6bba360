"""Exclusions (who must not see a case, and must not notice) and break-glass openings."""

from __future__ import annotations

import uuid

from django.db import models


class Exclusion(models.Model):
    """A case that an account, or everybody in a unit and below it, must not see.

    On PostgreSQL the web role cannot read this table: it asks `handrail_hidden_cases`, for the acting
    account only. There are no foreign keys, so that nothing else changes when a row is written.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case_id = models.UUIDField()
    account_id = models.UUIDField(null=True)
    unit_path = models.CharField(max_length=500, blank=True)
    starts_at = models.DateTimeField()
    reversed_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField()
    # The exclusion that this one came from, when a unit or an account was moved out from under it.
    follows = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(account_id__isnull=False, unit_path="")
                | models.Q(account_id__isnull=True) & ~models.Q(unit_path=""),
                name="exclusion_of_an_account_or_a_unit",
            ),
            # A path without its end would also begin the paths of units that have nothing to do with it.
            models.CheckConstraint(
                condition=models.Q(unit_path="") | models.Q(unit_path__endswith="."),
                name="exclusion_of_a_whole_path",
            ),
        ]
        indexes = [models.Index(fields=["account_id", "case_id"], name="exclusion_account")]


class BreakGlass(models.Model):
    """An emergency opening of one case: for hours, with a reason, and somebody is told."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case_id = models.UUIDField()
    account_id = models.UUIDField()
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    sealed_reason = models.BinaryField(default=bytes)
    reviewed_by = models.UUIDField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    doubtful = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reviewed_by__isnull=True, reviewed_at__isnull=True)
                | models.Q(reviewed_by__isnull=False, reviewed_at__isnull=False),
                name="break_glass_reviewed_who_and_when",
            ),
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("opened_at")), name="break_glass_has_length"
            ),
        ]
        indexes = [models.Index(fields=["account_id", "until"], name="break_glass_account")]
