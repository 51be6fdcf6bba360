"""Drafts of forms."""

from __future__ import annotations

import uuid

from django.db import models

from handrail.core.access.scoped import ScopedManager, writers_alone
from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case


class Draft(models.Model):
    """The fields of one form at one place, as they were last typed.

    Sealed for the person of the case, or for the organisation where there is no case yet.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, related_name="+")
    place = models.CharField(max_length=300, help_text="the form's address in this house")
    sealed = models.BinaryField()
    kept_at = models.DateTimeField()

    objects = ScopedManager(writers_alone("case"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "place"], name="draft_once_a_form")]
        indexes = [models.Index(fields=["kept_at"], name="draft_oldest")]
