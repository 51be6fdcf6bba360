"""Phones that screen without a network, and what came from them."""

from __future__ import annotations

import uuid

from django.db import models

from handrail.core.accounts.models import Account
from handrail.core.organisations.models import Organisation


class Phone(models.Model):
    """A phone of one account. Its secret, kept as a hash, brings letters in; it opens and reads nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    digest = models.BinaryField(max_length=32, unique=True)
    last_number = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["account", "-created_at"], name="identify_phone_account")]


class Problem(models.TextChoices):
    """Why somebody has to look."""

    UNREADABLE = "unreadable", "cannot be opened or read"
    NO_SUCH_CASE = "no-such-case", "the number named no case that may be changed"


class Arrival(models.Model):
    """One letter that came, known by its bytes: who sends it again gets the same answer, and nothing twice.

    `missing`: how many letters of the phone before it never came. `sealed`: only of one that cannot be read.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    phone = models.ForeignKey(Phone, on_delete=models.SET_NULL, null=True, related_name="+")
    digest = models.BinaryField(max_length=32)
    received_at = models.DateTimeField()
    missing = models.PositiveIntegerField(default=0)
    screening = models.UUIDField(null=True)
    problem = models.CharField(max_length=20, choices=Problem.choices, blank=True)
    key_version = models.PositiveIntegerField()
    sealed = models.BinaryField(default=bytes)
    looked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "digest"], name="identify_a_letter_once"),
        ]
        indexes = [models.Index(fields=["account", "-received_at"], name="identify_arrival_account")]
