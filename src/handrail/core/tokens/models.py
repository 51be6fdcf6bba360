"""Access tokens: what a program shows instead of a person's password and second factor."""

from __future__ import annotations

import uuid

from django.db import models

from handrail.core.accounts.models import Account


class AccessToken(models.Model):
    """A token of one account. Only its hash is kept; `shown` are the first signs, to tell tokens apart.

    `grants` are the roles that were live when it was made: a token reaches what they reach today, and never
    what a later role opens. `password_mark` changes with the password, and the token dies with it. `minute`
    and `asked` count requests.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    shown = models.CharField(max_length=16)
    digest = models.BinaryField(max_length=32, unique=True)
    scopes = models.JSONField(default=list)
    grants = models.JSONField(default=list)
    password_mark = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_because = models.CharField(max_length=40, blank=True)
    minute = models.BigIntegerField(default=0)
    asked = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")),
                name="token_expires_after_it_is_made",
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_at__isnull=True, revoked_because="")
                | models.Q(revoked_at__isnull=False) & ~models.Q(revoked_because=""),
                name="token_revoked_when_and_why",
            ),
        ]
        indexes = [models.Index(fields=["account", "-created_at"], name="token_of_account")]
