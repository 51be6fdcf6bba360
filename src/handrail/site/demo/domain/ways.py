"""One person's way through the country: which steps were taken, when, what was chosen, how it ended."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from handrail.core.milestones.domain.row import Told
from handrail.core.milestones.domain.stages import Choice, End, Stage
from handrail.site.demo.domain.chance import as_recorded, pick, wait
from handrail.site.demo.domain.country import MORNING, PROSECUTION, STEADFAST
from handrail.site.demo.domain.gaps import CHILDREN_AS_MIGRANTS, STALLED_COURT, TESTIMONY_FOR_SHELTER
from handrail.site.demo.domain.odds import (
    AT_AGENCY,
    DECLINES_ASSISTANCE,
    DECLINES_JUSTICE,
    DECLINES_JUSTICE_IN_SHELTER,
    ENDINGS,
    NEVER_SCREENED_AND_GONE,
    NOT_A_VICTIM,
    REASON_WRITTEN,
    REASONS,
    SKIPPED_SCREENING,
    USUAL,
    WAITS_FOR,
    Odds,
)
from handrail.site.demo.domain.shape import Profile

S = Stage


@dataclass(slots=True)
class Way:
    """A way in the making: the true day of each step, and the reasons written down for steps not taken."""

    agency: str
    profile: Profile
    province: str
    detected: date
    as_of: date
    days: dict[str, date] = field(default_factory=dict)
    reasons: dict[Stage, str] = field(default_factory=dict)
    ended: tuple[date, End] | None = None
    not_a_victim: bool = False

    def odds(self, stage: Stage) -> Odds:
        return AT_AGENCY.get(self.agency, {}).get(stage, USUAL[stage])

    def has(self, kind: Stage | Choice) -> bool:
        return kind.value in self.days

    def take(self, rng: Random, stage: Stage, after: Stage) -> bool:
        """Take the next step by chance, after a wait. Returns whether it was taken."""
        odds = self.odds(stage)
        taken = rng.random() < odds.chance
        if taken:
            self.days[stage] = self.days[after] + timedelta(days=wait(rng, odds.median))
        return taken


def walk(rng: Random, agency: str, profile: Profile, province: str, *, detected: date, as_of: date) -> Way:
    """Return the way of one person whom an agency met on a day, as it stood on `as_of`."""
    way = Way(agency, profile, province, detected, as_of, days={S.DETECTED: detected})
    if _put_back_at_the_border(rng, way):
        return way
    _screening(rng, way)
    _choices(rng, way)
    _protection(rng, way)
    _justice(rng, way)
    _endings(rng, way)
    _forget_the_future(way)
    _write_reasons(rng, way)
    return way


def _put_back_at_the_border(rng: Random, way: Way) -> bool:
    """CHILDREN_AS_MIGRANTS: detected, held for weeks, not screened, put back across the border."""
    gap = CHILDREN_AS_MIGRANTS
    here = way.province == gap.province and way.agency in gap.agency_ids and way.profile.child
    if not here or rng.random() < 0.08:
        return False
    way.reasons[gap.step] = gap.reason
    if rng.random() < 0.82:
        way.ended = (way.detected + timedelta(days=8 + wait(rng, 12, spread=0.7)), End.DEPARTED)
        _forget_the_future(way)
    return True


def _screening(rng: Random, way: Way) -> None:
    if way.take(rng, S.SCREENED, S.DETECTED):
        if way.take(rng, S.PRESUMED, S.SCREENED):
            way.take(rng, S.IDENTIFIED, S.SCREENED)
        elif rng.random() < NOT_A_VICTIM:
            way.not_a_victim = True
            way.ended = (way.days[S.SCREENED] + timedelta(days=wait(rng, 6)), End.OTHER)
    elif rng.random() < SKIPPED_SCREENING:
        way.days[S.PRESUMED] = way.detected + timedelta(days=wait(rng, 5))


def _choices(rng: Random, way: Way) -> None:
    if way.not_a_victim or not way.has(S.PRESUMED):
        return
    told = way.days[S.PRESUMED]
    if rng.random() < DECLINES_ASSISTANCE:
        way.days[Choice.DECLINED_ASSISTANCE] = told + timedelta(days=wait(rng, 5))
    declines = DECLINES_JUSTICE_IN_SHELTER if way.agency in (MORNING, STEADFAST) else DECLINES_JUSTICE
    if way.agency != PROSECUTION and rng.random() < declines:
        way.days[Choice.DECLINED_JUSTICE] = told + timedelta(days=wait(rng, 6))


def _protection(rng: Random, way: Way) -> None:
    if not way.has(S.PRESUMED) or way.has(Choice.DECLINED_ASSISTANCE):
        return
    turned_away = way.agency in TESTIMONY_FOR_SHELTER.agency_ids and way.has(Choice.DECLINED_JUSTICE)
    if turned_away:
        way.reasons[S.ASSISTED] = TESTIMONY_FOR_SHELTER.reason
        return
    if way.take(rng, S.ASSISTED, S.PRESUMED):
        way.take(rng, S.REINTEGRATED, S.ASSISTED)


def _justice(rng: Random, way: Way) -> None:
    if not way.has(S.SCREENED) or way.not_a_victim or way.has(Choice.DECLINED_JUSTICE):
        return
    if not (way.take(rng, S.INVESTIGATED, S.SCREENED) and way.take(rng, S.PROSECUTED, S.INVESTIGATED)):
        return
    if way.take(rng, S.CONVICTED, S.PROSECUTED):
        way.take(rng, S.REMEDIED, S.CONVICTED)
    elif rng.random() < 0.45:
        way.ended = (way.days[S.PROSECUTED] + timedelta(days=wait(rng, 380)), End.ACQUITTED)
    _stand_still(way)


def _stand_still(way: Way) -> None:
    """STALLED_COURT: whatever the court would have decided since then has not been decided."""
    gap = STALLED_COURT
    if way.province != gap.province:
        return
    since = way.as_of - timedelta(days=round(365.25 * gap.years))
    decided = way.days.get(S.CONVICTED) or (way.ended[0] if way.ended else None)
    if decided is None or decided >= since:
        for stage in (S.CONVICTED, S.REMEDIED):
            way.days.pop(stage, None)
        if way.ended and way.ended[1] is End.ACQUITTED:
            way.ended = None
        if way.days[S.PROSECUTED] <= way.as_of:
            way.reasons[gap.step] = gap.reason


def _endings(rng: Random, way: Way) -> None:
    candidates = [way.ended] if way.ended else []
    for end, chance, median in ENDINGS:
        if rng.random() < chance:
            candidates.append((way.detected + timedelta(days=wait(rng, median)), end))
    if not way.has(S.SCREENED) and rng.random() < NEVER_SCREENED_AND_GONE:
        gone = rng.choice((End.LOST_CONTACT, End.LOST_CONTACT, End.DEPARTED))
        candidates.append((way.detected + timedelta(days=10 + wait(rng, 60)), gone))
    if way.has(S.REINTEGRATED) and rng.random() < 0.7:
        candidates.append((way.days[S.REINTEGRATED] + timedelta(days=wait(rng, 90)), End.COMPLETED))
    candidates = [(day, end) for day, end in candidates if not _court_has_it(way, day, end)]
    if not candidates:
        return
    way.ended = min(candidates)
    if way.ended[1] in (End.ACQUITTED, End.COMPLETED):
        return
    for kind, day in list(way.days.items()):
        if day > way.ended[0]:
            del way.days[kind]


def _court_has_it(way: Way, day: date, end: End) -> bool:
    """A file that is before a court is not closed because the survivor left, or is well again."""
    charged = way.days.get(S.PROSECUTED, date.max)
    decided = way.days.get(S.CONVICTED, date.max)
    return end in (End.DEPARTED, End.LOST_CONTACT, End.COMPLETED) and charged <= day < decided


def _forget_the_future(way: Way) -> None:
    """What lies after `as_of` has not happened, and nobody has a reason yet for what was not due."""
    for kind in [kind for kind, day in way.days.items() if day > way.as_of]:
        del way.days[kind]
    for stage in [stage for stage in way.reasons if WAITS_FOR[stage][0] not in way.days]:
        del way.reasons[stage]
    if way.ended and way.ended[0] > way.as_of:
        way.ended = None
        way.not_a_victim = False


def _write_reasons(rng: Random, way: Way) -> None:
    """Some of the people who wait longer than they should have a reason in their file."""
    if way.ended and way.ended[1] is not End.ACQUITTED:
        return
    for stage, (before, days, choice) in WAITS_FOR.items():
        waits = before in way.days and stage not in way.days and not (choice and way.has(choice))
        late = waits and (way.as_of - way.days[before]).days > days
        if late and stage not in way.reasons and rng.random() < REASON_WRITTEN:
            way.reasons[stage] = pick(rng, REASONS[stage])


def milestones_of(rng: Random, way: Way) -> tuple[Told, ...]:
    """Return the way as milestones, each as exactly as somebody wrote it down."""
    told = []
    for kind, day in way.days.items():
        vague = 0.03 if kind == S.DETECTED else 0.07
        told.append(Told(str(kind), as_recorded(rng, day, until=way.as_of, vague=vague)))
    if way.ended:
        told.append(
            Told("ended", as_recorded(rng, way.ended[0], until=way.as_of, vague=0.05), way.ended[1].value)
        )
    return tuple(told)
