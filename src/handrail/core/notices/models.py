"""Notices, and where somebody wants to be mailed."""

from __future__ import annotations

import uuid

from django.db import models

from handrail.core.accounts.models import Account


class Notice(models.Model):
    """Tells an account that something waits. `case_id` is there so that what is hidden later is not told of.

    `about` is the record that the link leads to: an id, never a name.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=24)
    case_id = models.UUIDField(null=True)
    about = models.UUIDField(null=True)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["account", "-at", "id"], name="notice_newest")]


class MailAddress(models.Model):
    """Where an account wants to be told that something waits. Sealed for its organisation."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, primary_key=True, related_name="+")
    sealed = models.BinaryField()
    mailed_at = models.DateTimeField(null=True)
