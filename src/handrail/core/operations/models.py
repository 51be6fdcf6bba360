"""How often something was asked for within a span of time."""

from __future__ import annotations

from django.db import models


class RateCount(models.Model):
    """One counter: its key is a keyed hash, so that neither an address nor an account can be read from it."""

    key = models.CharField(max_length=64, primary_key=True)
    began = models.BigIntegerField(db_index=True, help_text="seconds since 1970 at which the span began")
    count = models.PositiveIntegerField()
