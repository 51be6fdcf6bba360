"""When contact is looked for after somebody has left."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum


class ContactState(StrEnum):
    PLANNED = "planned"
    REACHED = "reached"
    MISSED = "missed"
    UNWANTED = "unwanted"


def contact_days(start: date, days: Iterable[int]) -> list[date]:
    """Return the days of contact, counted from the day of leaving."""
    return [start + timedelta(days=after) for after in sorted(set(days))]


def missed_in_a_row(states: Iterable[ContactState]) -> int:
    """Return how many of the latest contacts were missed; `states` in the order of their days."""
    row = 0
    for state in states:
        if state is ContactState.MISSED:
            row += 1
        elif state is ContactState.REACHED:
            row = 0
    return row
