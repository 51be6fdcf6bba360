"""Answers kept for a day, so that a request that is sent twice is done once."""

from __future__ import annotations

import uuid

from django.db import models

from handrail.core.tokens.models import AccessToken


class KeptAnswer(models.Model):
    """What was answered to a token's request with an Idempotency-Key.

    `key` and `asked` are hashes. The answers to writes hold ids and codes, no value and no name.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token = models.ForeignKey(AccessToken, on_delete=models.CASCADE, related_name="+")
    key = models.BinaryField(max_length=32)
    asked = models.BinaryField(max_length=32)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="answer_once_per_key")]
        indexes = [models.Index(fields=["created_at"], name="answer_by_age")]
