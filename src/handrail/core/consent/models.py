"""Consent as dated grants: a purpose, a recipient, the fields, from, until, and how it was explained."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from handrail.core.access.scoped import ScopedManager, through_case
from handrail.core.cases.models import Case
from handrail.core.consent.domain.agreeing import Agreed, Basis
from handrail.core.consent.words import AGREED, ANSWERS, BASES
from handrail.core.organisations.models import Organisation, Unit


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
    basis = models.CharField(max_length=16, choices=BASES, default=Basis.CONSENT)
    agreed = models.CharField(max_length=20, choices=AGREED, default=Agreed.PERSON)
    told = models.BooleanField(null=True, help_text="shared without consent: whether the person was told")
    sealed = models.BinaryField(default=bytes, help_text="who explained it, the guardian, the reason")
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
            models.CheckConstraint(condition=models.Q(basis__in=list(Basis)), name="consent_basis_known"),
            models.CheckConstraint(condition=models.Q(agreed__in=list(Agreed)), name="consent_agreed_known"),
        ]
        indexes = [models.Index(fields=["case"], name="consent_case")]


class Recall(models.Model):
    """After a withdrawal: a unit that read the case under the grant is told, and says what it kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    grant = models.ForeignKey(ConsentGrant, on_delete=models.CASCADE, related_name="+")
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField()
    answer = models.CharField(max_length=12, choices=ANSWERS, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by: uuid.UUID | None = models.UUIDField(null=True)  # type: ignore[assignment]

    objects = ScopedManager(through_case("case"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["grant", "to_unit"], name="recall_once_a_unit"),
            models.CheckConstraint(
                condition=models.Q(answer="", answered_at__isnull=True)
                | ~models.Q(answer="") & models.Q(answered_at__isnull=False),
                name="recall_answered_when_answered",
            ),
        ]
        indexes = [
            models.Index(fields=["to_unit"], name="recall_waits", condition=models.Q(answer="")),
            models.Index(fields=["case"], name="recall_case"),
        ]
