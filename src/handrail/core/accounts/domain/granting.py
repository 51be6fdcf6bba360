"""Who may give or end a role, and suspend whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from handrail.core.access.domain.refusal import Refused
from handrail.core.access.domain.roles import roles

ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Term:
    """A role on a unit, from a day, until the first day without it (None: no end yet)."""

    role: str
    unit: UUID
    starts_on: date
    ends_on: date | None

    def overlaps(self, other: Term) -> bool:
        return (self.ends_on is None or other.starts_on < self.ends_on) and (
            other.ends_on is None or self.starts_on < other.ends_on
        )


def opens_cases(role_id: str) -> bool:
    """Return whether a role opens people's records."""
    role = roles().get(role_id)
    return role is not None and any(name.startswith("core:case:") for name in role.permissions)


def check_role(wished: Term, held: Iterable[Term], *, giver: UUID | None, receiver: UUID, on: date) -> None:
    """Raise `Refused` unless `giver` (None: whoever runs the server) may give `receiver` the role.

    Nobody gives themself a role: another administrator must, and the log then names two persons.
    """
    if wished.role not in roles():
        raise Refused("unknown-role")
    if giver == receiver:
        raise Refused("not-to-yourself")
    if wished.starts_on < on:
        raise Refused("role-starts-in-the-past")
    if wished.ends_on is not None and wished.ends_on <= wished.starts_on:
        raise Refused("role-ends-before-it-starts")
    if any(_same(wished, term) for term in held):
        raise Refused("role-held-already")


def _same(one: Term, other: Term) -> bool:
    return (one.role, one.unit) == (other.role, other.unit) and one.overlaps(other)


def check_end(term: Term, *, other_administrators: int, on: date) -> date:
    """Return the day on which a role ends when it is ended on a day, or raise `Refused`."""
    if term.ends_on is not None and term.ends_on <= on:
        raise Refused("role-ended-already")
    if term.role == ADMINISTRATOR and not other_administrators:
        raise Refused("last-administrator")
    return max(on, term.starts_on)


def check_suspension(*, by: UUID | None, whom: UUID, is_active: bool, last_administrator: bool) -> None:
    """Raise `Refused` unless the account may be suspended. `by` is None for whoever runs the server."""
    if by == whom:
        raise Refused("not-yourself")
    if not is_active:
        raise Refused("suspended-already")
    if last_administrator:
        raise Refused("last-administrator")
