"""What appointments add to the case page and to "My work"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from handrail.core.registry import (
    CasePanel,
    CasePart,
    OwnCopyPart,
    PersonalRecords,
    WorkItem,
    WorkSource,
    case_panels,
    case_parts,
    own_copy_parts,
    personal_records,
    work_sources,
)

if TYPE_CHECKING:
    from django.http import HttpRequest

    from handrail.core.accounts.models import Account
    from handrail.core.cases.models import Case

SHOWN = 10
ALL = 1000
SOON = timedelta(days=2)
WEEKS = timedelta(days=14)


def register() -> None:
    """Called once, when Django has loaded everything."""
    from handrail.core.appointments.models import Appointment, Companion

    case_parts.add(CasePart("appointments", gettext_lazy("Appointments, and who comes along"), 30))
    case_panels.add(
        CasePanel("appointments", "cases/panel_appointments.html", of_case, 15, also_in_part=True)
    )
    own_copy_parts.add(OwnCopyPart("appointments", gettext_lazy("Appointments"), facts, 45))
    personal_records.add(PersonalRecords("companions", Companion, 1))
    personal_records.add(PersonalRecords("appointments", Appointment, 2))
    work_sources.add(WorkSource("appointments", gettext_lazy("Appointments of these days"), soon, 3))
    work_sources.add(
        WorkSource("alone", gettext_lazy("Appointments to which nobody comes along yet"), alone, 4)
    )


def of_case(request: HttpRequest, case: Case) -> dict[str, Any]:
    from handrail.core.access.disclosure import may_change
    from handrail.core.appointments.queries import appointments_of

    account: Account = request.user  # type: ignore[assignment]
    return {"lines": appointments_of(account, case, SHOWN), "may_change": may_change(account, case)}


def soon(account: Account) -> Iterator[WorkItem]:
    """List what lies ahead of the account today and tomorrow."""
    from handrail.core.appointments.domain.states import Kind
    from handrail.core.appointments.queries import ahead_of
    from handrail.core.appointments.words import KINDS
    from handrail.core.clock import now

    if account.may("core:case:read"):
        at = now()
        for each in ahead_of(account, at - timedelta(hours=1), at + SOON, SHOWN):
            yield WorkItem(
                label=each.case.number,
                detail=KINDS[Kind(each.kind)],
                url=reverse("appointment", args=[each.case_id, each.id]),
                since=each.starts_at,
            )


def alone(account: Account) -> Iterator[WorkItem]:
    """List appointments of the next two weeks from which somebody who has to come is missing."""
    from handrail.core.appointments.actions import who_is_missing
    from handrail.core.appointments.domain.states import AppointmentState
    from handrail.core.appointments.queries import ahead_of
    from handrail.core.appointments.words import ROLES
    from handrail.core.clock import now

    if account.may("core:case:write"):
        at = now()
        for each in ahead_of(account, at, at + WEEKS, SHOWN):
            lacking = who_is_missing(each, account) if each.state == AppointmentState.PLANNED else ()
            if lacking:
                yield WorkItem(
                    label=each.case.number,
                    detail=", ".join(str(ROLES[role]) for role in lacking),
                    url=reverse("appointment", args=[each.case_id, each.id]),
                    since=each.starts_at,
                )


def facts(account: Account, case: Case) -> list[dict[str, Any]]:
    """Appointments and who came along, for the own copy."""
    from handrail.core.appointments.queries import appointments_of
    from handrail.core.shell.calendars import date_format

    return [
        {
            "label": f"{line.kind}, {date_format(line.appointment.starts_at, 'DATETIME_FORMAT')}",
            "value": ". ".join([line.state, *(f"{each.role}: {each.name}" for each in line.coming)]),
        }
        for line in appointments_of(account, case, ALL)
    ]
