"""What is owed to a person on a day, from the day of two stages, the country and the age alone.

Help is not conditional on cooperation (Council of Europe Convention 12(6); EU 2011/36 11(3); OHCHR
Principle 8): nothing here reads whether somebody testifies, and a test holds the code to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Begins(StrEnum):
    DETECTED = "detected"
    PRESUMED = "presumed"


@dataclass(frozen=True, slots=True)
class Entitlement:
    """`days`: how long it runs at least; None without an end. `countries`: empty for everywhere."""

    id: str
    begins: Begins
    days: int | None
    child_only: bool
    countries: frozenset[str]
    since: date
    norm: str
    bound: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """All that an entitlement may be decided by. Adding a field here is a decision about people's rights.

    `presumed_on`: the first day on which somebody had reasonable grounds, or had already identified or helped
    the person.
    """

    country: str
    child: bool
    detected_on: date | None
    presumed_on: date | None


@dataclass(frozen=True, slots=True)
class Owed:
    """`from_on` None: it begins with a stage that is not recorded yet. `until`: the last day of the clock."""

    entitlement: Entitlement
    from_on: date | None
    until: date | None

    def days_left(self, on: date) -> int | None:
        """Return how many days of the clock are left, 0 when it has run out; None without a clock."""
        return None if self.until is None else max(0, (self.until - on).days + 1)


def owed(entitlements: Iterable[Entitlement], facts: Facts, on: date) -> list[Owed]:
    """Return what is owed to a person on a day, in the order of the list.

    An entry of the person's country takes the place of the one for everywhere.
    """
    listed = [each for each in entitlements if each.since <= on and (facts.child or not each.child_only)]
    own = {each.id for each in listed if facts.country in each.countries}
    found = []
    for each in listed:
        if each.countries and facts.country not in each.countries:
            continue
        if not each.countries and each.id in own:
            continue
        start = facts.detected_on if each.begins is Begins.DETECTED else facts.presumed_on
        until = start + timedelta(days=each.days - 1) if start and each.days else None
        found.append(Owed(each, start, until))
    return found
