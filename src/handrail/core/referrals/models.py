"""Referrals: a case is shared with another unit, under consent, while both last."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from handrail.core.access.scoped import ScopedManager, through_case
from handrail.core.cases.models import Case
from handrail.core.consent.models import ConsentGrant
from handrail.core.organisations.models import Unit
from handrail.core.referrals.words import REASONS


class ReferralStatus(models.TextChoices):
    SENT = "sent", _("Sent, not yet answered")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    ENDED = "ended", _("Ended")


class Referral(models.Model):
    """Opens a case to a unit while it is accepted and the consent that it cites is live."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    consent = models.ForeignKey(ConsentGrant, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=ReferralStatus, default=ReferralStatus.SENT)
    sent_by: uuid.UUID | None = models.UUIDField(null=True)  # type: ignore[assignment]
    sent_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=12, choices=REASONS, blank=True, help_text="why it was declined")

    objects = ScopedManager(through_case("case"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status=ReferralStatus.SENT, answered_at__isnull=True)
                | ~models.Q(status=ReferralStatus.SENT) & models.Q(answered_at__isnull=False),
                name="referral_answered_when_answered",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=ReferralStatus.values), name="referral_status_known"
            ),
        ]
        indexes = [
            models.Index(fields=["to_unit", "status", "case"], name="referral_unit_case"),
            models.Index(fields=["case"], name="referral_case"),
        ]
