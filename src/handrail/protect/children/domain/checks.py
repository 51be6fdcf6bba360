"""What a child is owed, held against what is written down (reference: C01 to C09 of the protection notes).

Hours and days are targets of this software, not norms: `data/children.yaml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class Mark(StrEnum):
    DONE = "done"
    OPEN = "open"
    LATE = "late"
    ALERT = "alert"


@dataclass(frozen=True, slots=True)
class Known:
    """What is written down. `found_at`: since when the house knows of the child."""

    found_at: datetime
    guardian_on: date | None = None
    guardian_clear: bool | None = None
    assessed_on: date | None = None
    detained: str = ""
    tracing: str = ""
    interviews: int = 0
    grown_up_on: date | None = None


@dataclass(frozen=True, slots=True)
class Check:
    id: str
    mark: Mark


def checks(known: Known, at: datetime, hours: Mapping[str, int]) -> tuple[Check, ...]:
    """Return each check with its mark, by the targets of `data/children.yaml`."""
    found = [
        Check("guardian", _by(known.guardian_on is not None, known.found_at, hours["guardian"], at)),
        Check("assessment", _by(known.assessed_on is not None, known.found_at, hours["assessment"], at)),
        Check("detention", _detention(known.detained)),
        Check("tracing", Mark.DONE if known.tracing else Mark.OPEN),
        Check("interviews", Mark.ALERT if known.interviews >= hours["interviews"] else Mark.DONE),
    ]
    if known.guardian_on is not None and not known.guardian_clear:
        found[0] = Check("guardian", Mark.ALERT)
    if known.grown_up_on is not None:
        soon = known.grown_up_on - timedelta(days=hours["before_18_days"]) <= at.date()
        found.append(Check("eighteen", Mark.OPEN if soon else Mark.DONE))
    return tuple(found)


def _by(done: bool, since: datetime, hours: int, at: datetime) -> Mark:
    if done:
        return Mark.DONE
    return Mark.LATE if at > since + timedelta(hours=hours) else Mark.OPEN


def _detention(detained: str) -> Mark:
    return {"": Mark.OPEN, "no": Mark.DONE}.get(detained, Mark.ALERT)
