"""Subscribing a receiver, telling it, and keeping what came of it. The secret is returned once."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django_tasks import default_task_backend

from handrail.core import vault
from handrail.core.access.domain.refusal import Refused
from handrail.core.accounts.models import Account
from handrail.core.audit import record
from handrail.core.webhooks.domain.addresses import read_target
from handrail.core.webhooks.domain.messages import KINDS, PING, body_of, signed_headers, written_secret
from handrail.core.webhooks.models import Delivery, DeliveryStatus, Subscription
from handrail.core.webhooks.schedule import schedule

if TYPE_CHECKING:
    from handrail.core.audit.models import AuditEvent

MANAGE = "core:webhook:manage"
GONE = "410"


@transaction.atomic
def subscribe(
    name: str, url: str, kinds: Sequence[str], *, by: Account, at: datetime
) -> tuple[Subscription, str]:
    """Keep a receiver of the account's organisation; return it with its secret. Raises `Refused`."""
    read_target(url)
    unknown = set(kinds) - set(KINDS.values())
    if unknown or not kinds:
        raise Refused("webhook-kinds")
    most = schedule().most_subscriptions
    if Subscription.objects.filter(organisation_id=by.organisation_id).count() >= most:
        raise Refused("webhook-too-many", {"most": most})
    made = Subscription(
        organisation_id=by.organisation_id, name=name, kinds=sorted(set(kinds)), made_by=by.id, made_at=at
    )
    secret = _seal(made, url)
    made.save(force_insert=True)
    _log("core:webhook:made", made, by=by)
    return made, secret


@transaction.atomic
def renew_secret(subscription: Subscription, *, by: Account) -> str:
    """Put a new secret in the place of the old one, and return it."""
    secret = _seal(subscription, url_of(subscription))
    subscription.save(update_fields=["sealed"])
    _log("core:webhook:secret-renewed", subscription, by=by)
    return secret


@transaction.atomic
def stop(subscription: Subscription, because: str, *, by: Account | None, at: datetime) -> None:
    """Tell a receiver nothing more; what still waits is given up."""
    subscription.stopped_at, subscription.stopped_because = at, because
    subscription.save(update_fields=["stopped_at", "stopped_because"])
    waiting = Delivery.objects.filter(subscription=subscription, status=DeliveryStatus.WAITING)
    waiting.update(status=DeliveryStatus.GIVEN_UP)
    _log("core:webhook:stopped", subscription, by=by, reason=because)


@transaction.atomic
def start_again(subscription: Subscription, *, by: Account) -> None:
    """Tell a stopped receiver again, from now on."""
    subscription.stopped_at, subscription.stopped_because, subscription.failing_since = None, "", None
    subscription.save(update_fields=["stopped_at", "stopped_because", "failing_since"])
    _log("core:webhook:started", subscription, by=by)


@transaction.atomic
def remove(subscription: Subscription, *, by: Account) -> None:
    """Remove a receiver with everything kept about it."""
    _log("core:webhook:removed", subscription, by=by)
    subscription.delete()


@transaction.atomic
def ping(subscription: Subscription, *, at: datetime) -> Delivery:
    """Send a message that tells nothing, to try."""
    return _queue(subscription, PING, "webhook", [str(subscription.id)], at)


def tell(event: AuditEvent) -> None:
    """Queue a message for each receiver that wants to hear of an event, in the event's own transaction."""
    kind = KINDS[event.action]
    if event.organisation is None:
        return
    for subscription in Subscription.objects.filter(organisation_id=event.organisation, stopped_at=None):
        if kind in subscription.kinds:
            _queue(subscription, kind, event.kind, event.ids, event.at)


def message_of(delivery: Delivery, *, at: datetime) -> tuple[str, bytes, dict[str, str]]:
    """Return the address, the body and the signed headers of a message."""
    told = _unseal(delivery.subscription)
    body = body_of(
        delivery.kind,
        delivery.record,
        delivery.ids,
        at=delivery.happened_at,
        most_ids=schedule().most_ids,
    )
    secret = base64.b64decode(told["secret"])
    return told["url"], body, signed_headers(secret, delivery.id, body, at=at)


@transaction.atomic
def keep_answer(delivery: Delivery, answer: str, *, at: datetime) -> None:
    """Keep what a receiver answered: taken, tried again later, or given up, which stops a receiver that takes
    nothing at all."""
    subscription = Subscription.objects.select_for_update().get(id=delivery.subscription_id)
    delivery.attempts, delivery.tried_at, delivery.answer = delivery.attempts + 1, at, answer[:40]
    taken = answer.startswith("2")
    wait = schedule().wait_after(delivery.attempts)
    if taken:
        delivery.status = DeliveryStatus.TAKEN
    elif answer == GONE or wait is None:
        delivery.status = DeliveryStatus.GIVEN_UP
    else:
        _enqueue(delivery, at + timedelta(seconds=wait))
    delivery.save()
    Subscription.objects.filter(id=subscription.id).update(
        failing_since=None if taken else subscription.failing_since or at
    )
    if delivery.status == DeliveryStatus.GIVEN_UP and (answer == GONE or _takes_nothing(delivery)):
        stop(subscription, "gone" if answer == GONE else "no-answer", by=None, at=at)


def _takes_nothing(delivery: Delivery) -> bool:
    """Return whether nothing was taken since this message was first tried."""
    later = Delivery.objects.filter(subscription=delivery.subscription_id, status=DeliveryStatus.TAKEN)
    return not later.filter(tried_at__gt=delivery.happened_at).exists()


def url_of(subscription: Subscription) -> str:
    return str(_unseal(subscription)["url"])


def _queue(
    subscription: Subscription, kind: str, record_kind: str, ids: Sequence[str], at: datetime
) -> Delivery:
    delivery = Delivery.objects.create(
        subscription=subscription, kind=kind, record=record_kind, ids=list(ids), happened_at=at
    )
    _enqueue(delivery, None)
    return delivery


def _enqueue(delivery: Delivery, run_after: datetime | None) -> None:
    from handrail.core.webhooks.jobs import deliver

    task: Any = deliver
    if run_after is not None:
        if not default_task_backend.supports_defer:
            return
        task = deliver.using(run_after=run_after)
    task.enqueue(delivery_id=str(delivery.id))


def _seal(subscription: Subscription, url: str) -> str:
    secret = secrets.token_bytes(32)
    told = {"url": url, "secret": base64.b64encode(secret).decode()}
    subscription.sealed = vault.seal_for_organisation(
        subscription.organisation_id, f"webhook:{subscription.id}", told
    )
    return written_secret(secret)


def _unseal(subscription: Subscription) -> dict[str, str]:
    told: dict[str, str] = vault.unseal_for_organisation(
        subscription.organisation_id, f"webhook:{subscription.id}", bytes(subscription.sealed)
    )
    return told


def _log(action: str, subscription: Subscription, *, by: Account | None, reason: str = "") -> None:
    ids: list[UUID] = [subscription.id]
    record(
        action=action,
        kind="webhook",
        ids=ids,
        actor=by.id if by else None,
        organisation=subscription.organisation_id,
        reason=reason,
    )
