"""Which receivers an administrator sees, and what became of their messages."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from handrail.core.access.door import reach_of
from handrail.core.webhooks.actions import MANAGE
from handrail.core.webhooks.models import Delivery, Subscription

if TYPE_CHECKING:
    from handrail.core.accounts.models import Account

SHOWN = 50


def managed_subscriptions(by: Account) -> QuerySet[Subscription]:
    """Return the receivers of the organisations in which the account manages them."""
    organisations = sorted(reach_of(by, MANAGE).organisations)
    return Subscription.objects.filter(organisation_id__in=organisations).order_by("name", "id")


def find_subscription(by: Account, subscription_id: UUID) -> Subscription:
    """Return a receiver that the account manages; else 404."""
    found = managed_subscriptions(by).filter(id=subscription_id).first()
    if found is None:
        raise Http404
    return found


def newest_deliveries(subscription: Subscription) -> list[Delivery]:
    """Return the newest messages to a receiver."""
    return list(Delivery.objects.filter(subscription=subscription).order_by("-happened_at", "id")[:SHOWN])
