"""What was decided about a role in a quarter."""

from __future__ import annotations

import uuid

from django.db import models

from handrail.core.accounts.models import Account, RoleGrant


class RoleReview(models.Model):
    """Somebody looked at a role in a quarter and kept it. (A role that was ended says so itself.)"""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    grant = models.ForeignKey(RoleGrant, on_delete=models.CASCADE, related_name="reviews")
    quarter = models.CharField(max_length=6, help_text="2026Q4")
    decided_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["grant", "quarter"], name="role_reviewed_once_a_quarter")
        ]
