"""Who has to come along, by the rules that rooms add."""

from __future__ import annotations

from datetime import date

from handrail.core.appointments.domain.states import Kind
from handrail.core.cases.models import Case
from handrail.core.registry import appointment_rules


def needed(case: Case, kind: Kind, on: date) -> frozenset[str]:
    """Return the roles that have to come along to an appointment of a case on a day."""
    roles: set[str] = set()
    for rule in appointment_rules:
        roles.update(rule.needs(case, kind.value, on))
    return frozenset(roles)
