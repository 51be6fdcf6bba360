"""Milestones, the only thing that a room tells the rest, and the narrow row a case that they keep exact."""

from __future__ import annotations

import uuid

from django.db import models

from handrail.core.access.scoped import ScopedManager, own_case, through_case
from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case
from handrail.core.milestones.domain.stages import End, Stage
from handrail.core.organisations.models import AgencyKind, Organisation, Unit


class Milestone(models.Model):
    """A case reached a stage, came to an end, or a choice was made, on a day or within an interval."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=24, help_text="a stage, an end or a choice")
    earliest = models.DateField()
    latest = models.DateField()
    reason = models.CharField(max_length=40, blank=True)
    source_kind = models.CharField(max_length=24, help_text="import, intake, screening, referral ...")
    source_id: uuid.UUID | None = models.UUIDField(null=True)  # type: ignore[assignment]
    source_row = models.PositiveIntegerField(null=True, help_text="the row of an imported file")
    recorded_by: uuid.UUID | None = models.UUIDField(null=True)  # type: ignore[assignment]
    recorded_at = models.DateTimeField()

    objects = ScopedManager(through_case("case"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(latest__gte=models.F("earliest")), name="milestone_interval_in_order"
            ),
            models.UniqueConstraint(fields=["case", "kind"], name="milestone_once_per_kind"),
        ]


class CascadeRow(models.Model):
    """What the cascade reads of a case: who it counts with, and the day of each stage.

    Of a vague date every column holds the latest possible day, so that a step is never said to have
    been taken before it was. A case without any date of detection stands in no cohort.
    """

    case = models.OneToOneField(Case, on_delete=models.CASCADE, primary_key=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    owner = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    agency = models.CharField(max_length=16, choices=AgencyKind)
    province = models.CharField(max_length=80, blank=True)
    origin = models.CharField(max_length=12, blank=True, help_text="ISO 3166-1 alpha-2, stateless, or empty")
    sex = models.CharField(max_length=8)
    age_band = models.CharField(max_length=8)
    child = models.BooleanField(null=True)
    purpose = models.CharField(max_length=16)
    detected_on = models.DateField(null=True)
    quarter = models.CharField(max_length=6, blank=True)
    screened_on = models.DateField(null=True)
    presumed_on = models.DateField(null=True)
    identified_on = models.DateField(null=True)
    assisted_on = models.DateField(null=True)
    reintegrated_on = models.DateField(null=True)
    investigated_on = models.DateField(null=True)
    prosecuted_on = models.DateField(null=True)
    convicted_on = models.DateField(null=True)
    remedied_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    ended_because = models.CharField(max_length=16, blank=True)
    declined_assistance_on = models.DateField(null=True)
    declined_justice_on = models.DateField(null=True)
    reasons = models.JSONField(default=dict)
    vague = models.PositiveSmallIntegerField(
        default=0, help_text="bits of the kinds whose day is known only roughly (domain/stages.py)"
    )

    objects = ScopedManager(own_case(case="case_id"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True, ended_because="")
                | models.Q(ended_on__isnull=False, ended_because__in=[end.value for end in End]),
                name="cascade_row_end_has_day_and_reason",
            )
        ]
        indexes = [
            models.Index(fields=["unit", "detected_on"], name="cascade_unit_detected"),
            models.Index(
                fields=["unit", "ended_on"],
                name="cascade_unit_ended",
                condition=models.Q(ended_on__isnull=False),
            ),
        ]


STAGE_COLUMNS = {stage: f"{stage.value}_on" for stage in Stage}
