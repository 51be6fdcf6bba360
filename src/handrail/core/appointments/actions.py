"""Making appointments. The caller gives a case that it may change, or what it read through the door."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from handrail.core import vault
from handrail.core.access.domain.refusal import Refused
from handrail.core.accounts.models import Account
from handrail.core.appointments.domain.states import NEXT, AppointmentState, Kind, Role, missing
from handrail.core.appointments.models import Appointment, Companion
from handrail.core.appointments.rules import needed
from handrail.core.audit import record
from handrail.core.cases.models import Case
from handrail.core.cases.writing import hold
from handrail.core.notices.actions import tell
from handrail.core.notices.domain.kinds import NoticeKind
from handrail.core.notices.queries import who_may

WRITE = "core:case:write"
REVIEW = "core:breakglass:review"


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
        written_by=by.id,
        created_at=at,
        updated_at=at,
    )
    made.sealed = _sealed(made, case.person_id, {"place": place, "words": words})
    Appointment.objects.insert([made])
    _log("core:appointment:planned", made, by)
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
        made.sealed = vault.seal(case.person_id, f"companion:{made.id}", {"name": name})
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
    words = words_of(appointment)
    if without:
        words["why_alone"] = why_alone
    changed = (
        Appointment.objects.editable_by(by, WRITE)
        .filter(id=appointment.id, version=version)
        .update(
            state=state,
            alone_by=by.id if without else appointment.alone_by,
            sealed=_sealed(appointment, case.person_id, words),
            version=F("version") + 1,
            updated_at=at,
        )
    )
    if not changed:
        raise Refused("changed-meanwhile")
    _log("core:appointment:changed", appointment, by, f"{state}:alone" if without else state)
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
    coming = Companion.objects.visible_to(account).filter(appointment=appointment, said_yes=True)
    return lacking(appointment, set(coming.values_list("role", flat=True)))


def lacking(appointment: Appointment, coming: Collection[str]) -> tuple[Role, ...]:
    """Return who has to come along (the case is read with its person) but for the roles that come."""
    day = timezone.localdate(appointment.starts_at)
    return missing(needed(appointment.case, Kind(appointment.kind), day), coming)


def words_of(appointment: Appointment) -> dict[str, str]:
    """Return place, words and reason; empty for an erased person."""
    found = vault.unseal_many([(appointment.case.person_id, _place(appointment), bytes(appointment.sealed))])[
        0
    ]
    return {} if isinstance(found, vault.Erased) else dict(found)


def _sealed(appointment: Appointment, person: UUID, words: dict[str, str]) -> bytes:
    return vault.seal(person, _place(appointment), {name: text for name, text in words.items() if text})


def _place(appointment: Appointment) -> str:
    return f"appointment:{appointment.id}"


def _log(action: str, appointment: Appointment, by: Account, reason: str = "") -> None:
    record(
        action=action,
        kind="case",
        ids=[appointment.case_id, appointment.id],
        actor=by.id,
        organisation=appointment.case.organisation_id,
        reason=reason,
    )
