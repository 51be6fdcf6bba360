"""Who is told when something is written, and what became of each message."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from handrail.core.organisations.models import Organisation


class Subscription(models.Model):
    """A receiver of one organisation: an address, what it is told of, and the secret that signs.

    `sealed` holds address and secret under the organisation's key. Since `failing_since` nothing was taken.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    kinds = models.JSONField(default=list)
    sealed = models.BinaryField(default=bytes)
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    failing_since = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    stopped_because = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(stopped_at__isnull=True, stopped_because="")
                | models.Q(stopped_at__isnull=False) & ~models.Q(stopped_because=""),
                name="subscription_stopped_when_and_why",
            )
        ]
        indexes = [models.Index(fields=["organisation", "stopped_at"], name="subscription_of_organisation")]


class DeliveryStatus(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("a message", "Waiting")
    TAKEN = "taken", _("Taken")
    GIVEN_UP = "given-up", _("Given up")


class Delivery(models.Model):
    """One message to one receiver: its kind and random ids, and how often it was tried."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    record = models.CharField(max_length=64)
    ids = models.JSONField(default=list)
    happened_at = models.DateTimeField()
    status = models.CharField(max_length=8, choices=DeliveryStatus, default=DeliveryStatus.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=40, blank=True, help_text="an HTTP status, or what failed")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=DeliveryStatus.values), name="delivery_status_known"
            )
        ]
        indexes = [models.Index(fields=["subscription", "-happened_at", "id"], name="delivery_newest")]
