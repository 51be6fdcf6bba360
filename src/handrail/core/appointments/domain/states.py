"""What becomes of an appointment, and who is missing from it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum


class AppointmentState(StrEnum):
    PLANNED = "planned"
    CONFIRMED = "confirmed"
    HELD = "held"
    CANCELLED = "cancelled"


NEXT: Mapping[AppointmentState, frozenset[AppointmentState]] = {
    AppointmentState.PLANNED: frozenset({AppointmentState.CONFIRMED, AppointmentState.CANCELLED}),
    AppointmentState.CONFIRMED: frozenset({AppointmentState.HELD, AppointmentState.CANCELLED}),
    AppointmentState.HELD: frozenset(),
    AppointmentState.CANCELLED: frozenset(),
}
AHEAD = frozenset({AppointmentState.PLANNED, AppointmentState.CONFIRMED})


class Kind(StrEnum):
    INTERVIEW = "interview"
    HEARING = "hearing"
    FORENSIC = "forensic"
    MEDICAL = "medical"
    LEGAL = "legal"
    SERVICE = "service"
    CONTACT = "contact"


# With police, prosecution or a court, or an examination for them.
JUSTICE = frozenset({Kind.INTERVIEW, Kind.HEARING, Kind.FORENSIC})


class Role(StrEnum):
    GUARDIAN = "guardian"
    CHILD_PSYCHOLOGIST = "child_psychologist"
    SUPPORT = "support"
    INTERPRETER = "interpreter"
    LAWYER = "lawyer"
    CASE_WORKER = "case_worker"


def missing(needed: Collection[str], coming: Collection[str]) -> tuple[Role, ...]:
    """Return who has to come along and has not said yes, in the order of `Role`."""
    return tuple(role for role in Role if role in needed and role not in coming)
