"""Making appointments. The caller gives a case that it may change, or what it read through the door."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from handrail.core.access.breakglass import REVIEW
from handrail.core.access.domain.refusal import Refused
from handrail.core.accounts.models import Account
from handrail.core.appointments.domain.states import NEXT, AppointmentState, Kind, Role, missing
from handrail.core.appointments.models import Appointment, Companion
from handrail.core.appointments.rules import needed
from handrail.core.cases.models import Case
from handrail.core.cases.records import log_of_case, open_words, seal_words, stamps
from handrail.core.cases.writing import hold
from handrail.core.notices.actions import tell
from handrail.core.notices.domain.kinds import NoticeKind
from handrail.core.notices.queries import who_may

WRITE = "core:case:write"


@transaction.atomic
def make_appointment(
    case: Case, kind: Kind, starts_at: datetime, *, place: str, words: str, by: Account, at: datetime
) -> Appointment:
    """Plan an appointment."""
    hold(case)
    made = Appointment(
        id=uuid4(),
        case=case,
        kind=kind,
        starts_at=starts_at,
        **stamps(by, at),
    )
    seal_words(made, case.person_id, {"place": place, "words": words})
    Appointment.objects.insert([made])
    log_of_case("core:appointment:planned", case, [made.id], by)
    return made


@transaction.atomic
def add_companion(
    appointment: Appointment, role: Role, *, name: str, account: Account | None, said_yes: bool, at: datetime
) -> Companion:
    """Write down who comes along. A colleague is named by the account, anybody else in `name`."""
    case = appointment.case
    hold(case)
    if AppointmentState(appointment.state) not in (AppointmentState.PLANNED, AppointmentState.CONFIRMED):
        raise Refused("appointment-over")
    made = Companion(
        id=uuid4(),
        case=case,
        appointment=appointment,
        role=role,
        account=account,
        said_yes=said_yes,
        created_at=at,
    )
    if name:
        seal_words(made, case.person_id, {"name": name})
    Companion.objects.insert([made])
    return made


@transaction.atomic
def say_yes(companion: Companion, *, by: Account) -> None:
    """A companion has said yes."""
    Companion.objects.editable_by(by).filter(id=companion.id).update(said_yes=True)


@transaction.atomic
def set_appointment(
    appointment: Appointment,
    state: AppointmentState,
    *,
    version: int,
    why_alone: str = "",
    by: Account,
    at: datetime,
) -> None:
    """Confirm an appointment, call it off, or say that it took place.

    It cannot be confirmed while somebody who has to come along is missing, but for a reason that `by` answers
    for: that is sealed, logged, and told to the supervisors. Raises `Refused`: companions-missing,
    changed-meanwhile.
    """
    case = appointment.case
    hold(case)
    if appointment.version != version or state not in NEXT[AppointmentState(appointment.state)]:
        raise Refused("changed-meanwhile")
    without = who_is_missing(appointment, by) if state is AppointmentState.CONFIRMED else ()
    if without and not why_alone.strip():
        raise Refused("companions-missing")
    words = open_words([appointment], case.person_id)[0][1]
    seal_words(appointment, case.person_id, words | ({"why_alone": why_alone} if without else {}))
    changed = (
        Appointment.objects.editable_by(by, WRITE)
        .filter(id=appointment.id, version=version)
        .update(
            state=state,
            alone_by=by.id if without else appointment.alone_by,
            sealed=appointment.sealed,
            version=F("version") + 1,
            updated_at=at,
        )
    )
    if not changed:
        raise Refused("changed-meanwhile")
    reason = f"{state}:alone" if without else state
    log_of_case("core:appointment:changed", case, [appointment.id], by, reason)
    if without:
        tell(
            who_may(REVIEW, case.unit, at.date()),
            NoticeKind.APPOINTMENT_ALONE,
            by=by,
            at=at,
            case_id=case.id,
            about=case.id,
        )


def who_is_missing(appointment: Appointment, account: Account) -> tuple[Role, ...]:
    """Return who has to come along and has not said yes."""
    wanted = _wanted(appointment)
    if not wanted:
        return ()
    coming = Companion.objects.visible_to(account).filter(appointment=appointment, said_yes=True)
    return missing(wanted, set(coming.values_list("role", flat=True)))


def lacking(appointment: Appointment, coming: Collection[str]) -> tuple[Role, ...]:
    """Return who has to come along (the case is read with its person) but for the roles that come."""
    return missing(_wanted(appointment), coming)


def _wanted(appointment: Appointment) -> frozenset[str]:
    day = timezone.localdate(appointment.starts_at)
    return needed(appointment.case, Kind(appointment.kind), day)
