"""Sending a message in the background, and again when it was not taken. Arguments are ids."""

from __future__ import annotations

from django_tasks import task

from handrail.core.clock import now
from handrail.core.webhooks.actions import keep_answer, message_of
from handrail.core.webhooks.models import Delivery, DeliveryStatus
from handrail.core.webhooks.schedule import schedule
from handrail.core.webhooks.sending import send


@task()
def deliver(delivery_id: str) -> str:
    """Send one message, unless it was taken, given up, or its receiver stopped meanwhile.

    A receiver may get a message twice (a crash between its answer and our note of it): its id stays the same.
    """
    delivery = Delivery.objects.select_related("subscription").filter(id=delivery_id).first()
    if delivery is None or delivery.status != DeliveryStatus.WAITING or delivery.subscription.stopped_at:
        return "not-needed"
    url, body, headers = message_of(delivery, at=now())
    answer = send(url, body, headers, timeout=schedule().timeout_seconds)
    keep_answer(delivery, answer, at=now())
    return answer
