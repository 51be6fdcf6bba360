"""Where survivors are asked, and what they said. Nothing here leads to a person, a case or a day."""

from __future__ import annotations

import uuid

from django.db import models

from handrail.core.organisations.models import Organisation


class Box(models.Model):
    """A place to answer: a code on paper, in a link or on a kiosk, of one house."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    code = models.CharField(max_length=12, unique=True)
    until = models.DateField()


class Voice(models.Model):
    """What one person said. `quarter` is all that is kept of when; the id is random, so no order is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    box = models.ForeignKey(Box, on_delete=models.CASCADE, related_name="+")
    quarter = models.CharField(max_length=7)
    answers = models.JSONField(default=dict)
    sealed = models.BinaryField(default=bytes, help_text="words, for the organisation")

    class Meta:
        indexes = [models.Index(fields=["box", "quarter"], name="voice_batch")]
