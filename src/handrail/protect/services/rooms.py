"""What this package adds to pages that core owns, and to the help page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from handrail.core.access.disclosure import may_help
from handrail.core.accounts.models import Account
from handrail.core.audit.models import AuditEvent
from handrail.core.cases.models import Case
from handrail.core.clock import now, today
from handrail.core.registry import (
    GapPanel,
    LogListener,
    NavItem,
    OwnCopyPart,
    PersonalRecords,
    WorkButton,
    WorkItem,
    WorkSource,
    gap_panels,
    log_listeners,
    nav_items,
    own_copy_parts,
    personal_records,
    work_sources,
)
from handrail.core.shell.calendars import date_format
from handrail.protect.permissions import HELP
from handrail.protect.sections import HelpSection, help_sections

SHOWN = 10
READERS = (HELP, "protect:service:write")


def register() -> None:
    """Called once, when Django has loaded everything."""
    from handrail.protect.services.following import ANSWERS
    from handrail.protect.services.models import ServiceRequest

    nav_items.add(NavItem("services", gettext_lazy("Services"), "service_list", READERS, 25))
    help_sections.add(
        HelpSection("services", gettext_lazy("Services asked"), "protect/services/section.html", requests, 25)
    )
    own_copy_parts.add(OwnCopyPart("services", gettext_lazy("Services asked"), facts, 25))
    # Before the needs: a request hangs on one.
    personal_records.add(PersonalRecords("service-requests", ServiceRequest, -1))
    work_sources.add(WorkSource("services", gettext_lazy("Services that have not answered"), late, 13))
    work_sources.add(WorkSource("directory", gettext_lazy("Services to ask about again"), ask_again, 80))
    gap_panels.add(GapPanel("services", "assisted", "protect/services/gap.html", _gap, 10))
    log_listeners.add(LogListener("service-requests", frozenset(ANSWERS), _follow, 20))


def requests(request: HttpRequest, case: Case) -> dict[str, Any]:
    from handrail.protect.services.domain.states import NEXT, RequestState
    from handrail.protect.services.queries import requests_of

    account: Account = request.user  # type: ignore[assignment]
    lines = [
        {"line": line, "open": bool(NEXT[RequestState(line.request.state)])}
        for line in requests_of(account, case, now())
    ]
    return {"lines": lines, "may_write": may_help(account, case, HELP, "needs")}


def late(account: Account) -> Iterator[WorkItem]:
    """List requests for one's own cases that no service has answered in time."""
    from handrail.protect.services.queries import late_requests

    if account.may(HELP):
        for asked in late_requests(account, now(), SHOWN):
            yield WorkItem(
                label=asked.case.number,
                detail=asked.service.name,
                url=reverse("help_page", args=[asked.case_id]) + "#services",
                since=asked.answer_by,
            )


def ask_again(account: Account) -> Iterator[WorkItem]:
    """List entries of the account's own house that nobody has looked at for long."""
    from handrail.protect.services.queries import to_ask_again

    if account.may("protect:service:write"):
        for line in to_ask_again(account, today(), SHOWN):
            service = line.service
            day = date_format(service.checked_on, "DATE_FORMAT")
            yield WorkItem(
                label=service.name,
                detail=gettext("Last confirmed on %(day)s; ask again. Open it to change it.") % {"day": day},
                url=reverse("service_edit", args=[service.id]),
                since=None,
                button=WorkButton(
                    gettext("Still right today"),
                    reverse("service_confirm", args=[service.id]),
                    {"version": str(service.version)},
                ),
            )


def _gap(account: Account, cases: Any, by: str, said: Callable[[str], str]) -> dict[str, Any] | None:
    from handrail.protect.services.gap import wanted_and_not_there

    return wanted_and_not_there(account, cases, by, said)


def _follow(event: AuditEvent) -> None:
    from handrail.protect.services.following import follow

    follow(event)


def facts(account: Account, case: Case) -> list[dict[str, Any]]:
    """Which services were asked and what they answered, for the own copy."""
    from handrail.protect.services.queries import requests_of

    return [
        {
            "label": line.request.service.name,
            "value": ". ".join(filter(None, [line.kind, line.state, line.reason])),
        }
        for line in requests_of(account, case, now())
    ]
