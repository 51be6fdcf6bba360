"""Who shares a case with whom: what a person agreed to, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from types import MappingProxyType

from handrail.core.milestones.domain.stages import Choice, Stage
from handrail.site.demo.domain.chance import pick, wait
from handrail.site.demo.domain.country import (
    AGENCIES,
    HOTLINE,
    IMMIGRATION,
    LABOUR,
    MORNING,
    POLICE,
    PROSECUTION,
    STEADFAST,
    WELFARE,
)
from handrail.site.demo.domain.ways import Way


@dataclass(frozen=True, slots=True)
class Sharing:
    """A consent grant to an agency and the referral that cites it.

    `status` is a ReferralStatus, or "" where the person agreed and nothing was sent. `withdrawn_on`: the
    person thought again.
    """

    to_office: str
    purpose: str
    starts_on: date
    ends_on: date
    withdrawn_on: date | None
    language: str
    status: str
    sent_on: date | None
    answered_on: date | None


# To whom each agency sends people, and for what.
SENDS: Mapping[str, tuple[tuple[tuple[str, str], float], ...]] = MappingProxyType(
    {
        POLICE: (
            ((WELFARE, "assistance"), 3),
            ((MORNING, "assistance"), 2),
            ((STEADFAST, "assistance"), 2),
            ((PROSECUTION, "investigation"), 2),
        ),
        IMMIGRATION: (
            ((WELFARE, "assistance"), 3),
            ((MORNING, "assistance"), 1),
            ((POLICE, "investigation"), 2),
        ),
        LABOUR: (((WELFARE, "assistance"), 2), ((MORNING, "assistance"), 1), ((POLICE, "investigation"), 1)),
        HOTLINE: (((WELFARE, "assistance"), 2), ((STEADFAST, "assistance"), 1), ((MORNING, "assistance"), 2)),
        WELFARE: (((MORNING, "assistance"), 3), ((STEADFAST, "assistance"), 2), ((WELFARE, "return"), 0.5)),
        MORNING: (
            ((WELFARE, "return"), 2),
            ((PROSECUTION, "investigation"), 1),
            ((WELFARE, "research"), 0.5),
        ),
        STEADFAST: (((PROSECUTION, "investigation"), 2), ((WELFARE, "return"), 1)),
        PROSECUTION: (((WELFARE, "assistance"), 1),),
    }
)
AGREES = 0.28
LANGUAGES = ("en", "my", "km", "vi", "lo", "th", "id")


def sharing_of(rng: Random, way: Way) -> Sharing | None:
    """Return what the person agreed to share, None for most."""
    if way.agency not in SENDS or not way.has(Stage.PRESUMED) or rng.random() > AGREES:
        return None
    to_agency, purpose = pick(rng, SENDS[way.agency])
    if to_agency == way.agency:
        return None
    choice = Choice.DECLINED_JUSTICE if purpose == "investigation" else Choice.DECLINED_ASSISTANCE
    if way.has(choice):
        return None
    starts = way.days[Stage.PRESUMED] + timedelta(days=rng.randrange(10))
    if starts > way.as_of:
        return None
    ends = starts + timedelta(days=rng.choice((180, 365, 365, 730)))
    again = starts + timedelta(days=wait(rng, 60))
    withdrawn = again if rng.random() < 0.1 and again <= min(way.as_of, ends) else None
    status = pick(rng, (("accepted", 62), ("declined", 10), ("sent", 9), ("ended", 11), ("", 8)))
    answered = starts + timedelta(days=wait(rng, 4)) if status not in ("", "sent") else None
    if answered and answered > way.as_of:
        status, answered = "sent", None
    return Sharing(
        to_office=_nearest_office(rng, to_agency, way.province),
        purpose=purpose,
        starts_on=starts,
        ends_on=ends,
        withdrawn_on=withdrawn,
        language=rng.choice(LANGUAGES),
        status=status,
        sent_on=starts if status else None,
        answered_on=answered,
    )


def _nearest_office(rng: Random, agency: str, province: str) -> str:
    offices = AGENCIES[agency].offices
    here = [o for o in offices if o.province == province and not o.head]
    return (here or [rng.choice(offices)])[0].id
