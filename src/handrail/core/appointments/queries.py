"""Appointments, read through the door."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from handrail.core.access.door import owners_for
from handrail.core.accounts.models import Account
from handrail.core.appointments.actions import lacking
from handrail.core.appointments.domain.states import AHEAD, AppointmentState, Kind, Role
from handrail.core.appointments.models import Appointment, Companion
from handrail.core.appointments.words import KINDS, ROLES, STATES, TONES
from handrail.core.cases.models import Case
from handrail.core.cases.records import open_words


@dataclass(frozen=True, slots=True)
class Coming:
    companion: Companion
    name: str

    @property
    def role(self) -> str:
        return str(ROLES[Role(self.companion.role)])


@dataclass(frozen=True, slots=True)
class Line:
    """One appointment in words, with who comes along and who has to and does not."""

    appointment: Appointment
    words: dict[str, str]
    coming: Sequence[Coming]
    missing: Sequence[Role]

    @property
    def kind(self) -> str:
        return str(KINDS[Kind(self.appointment.kind)])

    @property
    def state(self) -> str:
        return str(STATES[AppointmentState(self.appointment.state)])

    @property
    def tone(self) -> str:
        return TONES[AppointmentState(self.appointment.state)]

    @property
    def missing_words(self) -> str:
        return ", ".join(str(ROLES[role]) for role in self.missing)

    @property
    def ahead(self) -> bool:
        return AppointmentState(self.appointment.state) in AHEAD


def appointments_of(account: Account, case: Case, limit: int) -> list[Line]:
    """Return the appointments of a case, the latest first. Two queries, and one for the key."""
    found = Appointment.objects.visible_to(account).filter(case=case).select_related("case__person")
    return _lines(account, list(found.order_by("-starts_at", "id")[:limit]))


def line_of(account: Account, appointment: Appointment) -> Line:
    """Return one appointment (read with its case) in words."""
    return _lines(account, [appointment])[0]


def _lines(account: Account, appointments: Sequence[Appointment]) -> list[Line]:
    if not appointments:
        return []
    person = appointments[0].case.person_id
    found = Companion.objects.visible_to(account).filter(appointment__in=appointments)
    companions = list(found.select_related("account").order_by("created_at", "id"))
    opened = open_words([*companions, *appointments], person)
    words = {line.id: said for line, said in opened}
    lines = []
    for appointment in appointments:
        coming = [
            Coming(each, each.account.display_name if each.account else words[each.id].get("name", ""))
            for each in companions
            if each.appointment_id == appointment.id
        ]
        planned = appointment.state == AppointmentState.PLANNED
        yes = {each.companion.role for each in coming if each.companion.said_yes}
        lines.append(
            Line(appointment, words[appointment.id], coming, lacking(appointment, yes) if planned else ())
        )
    return lines


def ahead_of(account: Account, since: datetime, until: datetime, limit: int) -> QuerySet[Appointment]:
    """Return what lies ahead for the account: of its own cases, and where it comes along; soonest first."""
    along = Companion.objects.visible_to(account).filter(appointment=OuterRef("pk"), account=account)
    return (
        Appointment.objects.visible_to(account)
        .filter(Q(case__owner__in=owners_for(account)) | Q(Exists(along)))
        .filter(state__in=AHEAD, starts_at__gte=since, starts_at__lt=until)
        .select_related("case")
        .order_by("starts_at", "id")[:limit]
    )
