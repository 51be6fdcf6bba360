"""Consent as dated grants: a purpose, a recipient, the fields, from, until, and how it was explained."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from handrail.core.access.scoped import ScopedManager, through_case
from handrail.core.cases.models import Case
from handrail.core.organisations.models import Organisation


class Purpose(models.TextChoices):
    ASSISTANCE = "assistance", _("Help and services")
    INVESTIGATION = "investigation", _("Investigation and court")
    RETURN = "return", _("Return and reintegration")
    RESEARCH = "research", _("Statistics and research")


class ConsentGrant(models.Model):
    """What the person agreed to. It ends on `ends_on` or on withdrawal, whichever is first."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=16, choices=Purpose)
    recipient = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    fields = models.JSONField(default=list, help_text="catalogue field ids, or ['*'] for the whole case")
    parts = models.CharField(max_length=200, blank=True, help_text="parts that rooms added, as |needs|plan|")
    starts_on = models.DateField()
    ends_on = models.DateField()
    withdrawn_on = models.DateField(null=True)
    language = models.CharField(max_length=10, blank=True)
    explained_how = models.CharField(max_length=20, default="spoken")
    recorded_by: uuid.UUID | None = models.UUIDField(null=True)  # type: ignore[assignment]
    recorded_at = models.DateTimeField()

    objects = ScopedManager(through_case("case"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gt=models.F("starts_on")), name="consent_has_length"
            ),
            models.CheckConstraint(
                condition=models.Q(purpose__in=Purpose.values), name="consent_purpose_known"
            ),
        ]
        indexes = [models.Index(fields=["case"], name="consent_case")]
