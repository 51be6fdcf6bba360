"""What the package adds to the registries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from handrail.core.registry import (
    JobKind,
    LogListener,
    NavItem,
    WorkItem,
    WorkSource,
    job_kinds,
    log_listeners,
    nav_items,
    work_sources,
)
from handrail.core.webhooks.domain.messages import KINDS
from handrail.core.webhooks.words import STOPPED

if TYPE_CHECKING:
    from handrail.core.accounts.models import Account
    from handrail.core.audit.models import AuditEvent

MANAGE = "core:webhook:manage"


def register() -> None:
    nav_items.add(NavItem("webhooks", _("Webhooks"), "webhook_list", (MANAGE,), 96))
    job_kinds.add(JobKind("handrail.core.webhooks.jobs.deliver", _("Telling other programs")))
    work_sources.add(WorkSource("webhooks", _("Receivers that were stopped"), stopped, 60))
    log_listeners.add(LogListener("webhooks", frozenset(KINDS), tell, 10))


def tell(event: AuditEvent) -> None:
    from handrail.core.webhooks.actions import tell

    tell(event)


def stopped(account: Account) -> Iterator[WorkItem]:
    """List the receivers that were stopped because they took nothing."""
    from handrail.core.webhooks.queries import managed_subscriptions

    if not account.may(MANAGE):
        return
    for each in managed_subscriptions(account).filter(stopped_because__in=["no-answer", "gone"]):
        yield WorkItem(
            label=each.name,
            detail=STOPPED[each.stopped_because],
            url=reverse("webhook_page", args=[each.id]),
            since=each.stopped_at,
        )
