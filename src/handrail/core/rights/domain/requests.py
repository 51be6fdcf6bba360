"""What a person can ask for, who decides, and the two persons and the wait before an erasure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from handrail.core.access.domain.refusal import Refused

GRACE = timedelta(days=30)
"""Our own default: days between the second person's yes and the erasure, in which anybody may stop it."""


class Right(StrEnum):
    """What is asked for. An objection that is granted restricts the record as a restriction does."""

    ACCESS = "access"
    CORRECTION = "correction"
    RESTRICTION = "restriction"
    OBJECTION = "objection"
    ERASURE = "erasure"


class Asker(StrEnum):
    """Who asks. `retention`: nobody asked, the time for keeping the record is over."""

    PERSON = "person"
    GUARDIAN = "guardian"
    REPRESENTATIVE = "representative"
    RETENTION = "retention"


class State(StrEnum):
    OPEN = "open"
    CONFIRMED = "confirmed"
    GRANTED = "granted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


MOVES: Mapping[State, frozenset[State]] = MappingProxyType(
    {
        State.OPEN: frozenset({State.CONFIRMED, State.GRANTED, State.DECLINED, State.WITHDRAWN}),
        # Only an erasure is confirmed by a second person and then waits.
        State.CONFIRMED: frozenset({State.GRANTED, State.WITHDRAWN}),
        State.GRANTED: frozenset(),
        State.DECLINED: frozenset(),
        State.WITHDRAWN: frozenset(),
    }
)
RESTRICTING = frozenset({Right.RESTRICTION, Right.OBJECTION})


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a request stands."""

    right: Right
    state: State
    entered_by: UUID | None
    grace_until: date | None


def check_answer(standing: Standing, answer: State) -> None:
    """Raise `Refused` unless a request may be answered so by one person."""
    if standing.right is Right.ERASURE and answer is State.GRANTED:
        raise Refused("erasure-needs-two")
    if answer is State.CONFIRMED or answer not in MOVES[standing.state]:
        raise Refused("request-answered")


def check_second(standing: Standing, *, by: UUID) -> None:
    """Raise `Refused` unless `by` may be the second person to say yes to an erasure."""
    if standing.right is not Right.ERASURE or State.CONFIRMED not in MOVES[standing.state]:
        raise Refused("request-answered")
    if standing.entered_by == by:
        raise Refused("needs-another-person")


def check_erase(standing: Standing, *, on: date) -> None:
    """Raise `Refused` unless an erasure may happen on a day: confirmed, and the days of grace are over."""
    if standing.right is not Right.ERASURE or standing.state is not State.CONFIRMED:
        raise Refused("not-confirmed")
    if standing.grace_until is None or on < standing.grace_until:
        raise Refused("grace-not-over", {"day": standing.grace_until})
