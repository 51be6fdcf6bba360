"""What the room keeps: snapshots, reports and what was handed out, others' figures. No person's record."""

from __future__ import annotations

import uuid
from uuid import UUID

from django.db import models

from handrail.core.organisations.models import Organisation


class Snapshot(models.Model):
    """One published snapshot, one a quarter. Never changed: what was wrong is right in the next one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    published_at = models.DateTimeField()
    published_by: UUID = models.UUIDField()  # type: ignore[assignment]
    as_of = models.DateField()
    first_quarter = models.CharField(max_length=6)
    last_quarter = models.CharField(max_length=6)
    body = models.TextField(help_text="the canonical JSON that everybody is served")
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_quarter__gte=models.F("first_quarter")),
                name="snapshot_quarters_in_order",
            ),
            models.UniqueConstraint(fields=["last_quarter"], name="snapshot_once_a_quarter"),
        ]
        indexes = [models.Index(fields=["-published_at"], name="snapshot_newest")]


class SavedReport(models.Model):
    """A report under a name, for everybody of the organisation who may run reports. No count is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    definition = models.JSONField(help_text="domain/report.py reads it")
    saved_by: UUID = models.UUIDField()  # type: ignore[assignment]
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"], name="report_name_once_per_organisation"
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="report_has_a_name"),
        ]


class HandOut(models.Model):
    """What an organisation hands out about some quarters: every table at once, and never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    first_quarter = models.CharField(max_length=6)
    last_quarter = models.CharField(max_length=6)
    as_of = models.DateField()
    made_at = models.DateTimeField()
    made_by: UUID = models.UUIDField()  # type: ignore[assignment]
    body = models.TextField(help_text="the canonical JSON of its tables")
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_quarter__gte=models.F("first_quarter")),
                name="hand_out_quarters_in_order",
            )
        ]


class HandedQuarter(models.Model):
    """A quarter that stands in a hand-out. It stands in one only: two that overlap could be subtracted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    hand_out = models.ForeignKey(HandOut, on_delete=models.PROTECT, related_name="quarters", db_index=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    quarter = models.CharField(max_length=6)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "quarter"], name="quarter_handed_out_once")
        ]


class PublishedSource(models.Model):
    """A file of published figures as it was loaded: what came in, what was kept, what was dropped and why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=40, unique=True)
    citation = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()
    rows_in = models.PositiveIntegerField()
    rows_kept = models.PositiveIntegerField()
    dropped = models.JSONField(default=dict, help_text="reason: how many rows")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rows_in__gte=models.F("rows_kept")),
                name="source_keeps_no_more_than_came_in",
            )
        ]


class PublishedFigure(models.Model):
    """One published count, from `low` to `high` (the same unless the publisher masked it)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.ForeignKey(
        PublishedSource, on_delete=models.CASCADE, related_name="figures", db_index=False
    )
    iso3 = models.CharField(max_length=3)
    country = models.CharField(max_length=120)
    subregion = models.CharField(max_length=80)
    indicator = models.CharField(max_length=80)
    dimension = models.CharField(max_length=60)
    category = models.CharField(max_length=200)
    sex = models.CharField(max_length=20)
    age = models.CharField(max_length=30)
    year = models.PositiveSmallIntegerField()
    low = models.PositiveIntegerField()
    high = models.PositiveIntegerField()
    damaged = models.BooleanField(default=False, help_text="a letter was lost before it was published")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(high__gte=models.F("low")), name="figure_interval_in_order"
            )
        ]
        indexes = [models.Index(fields=["iso3", "dimension", "year"], name="figure_country")]
