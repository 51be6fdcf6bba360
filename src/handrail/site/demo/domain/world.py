"""The whole country, from one seed and one day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from handrail.core.milestones.domain.row import Told
from handrail.site.demo.domain.chance import pick
from handrail.site.demo.domain.country import CASE_AGENCIES, PROVINCES, Agency, Office
from handrail.site.demo.domain.lines import Line, Values, entries_of, parties_of
from handrail.site.demo.domain.records import values_of_record
from handrail.site.demo.domain.shape import MEETS, WHERE, YEAR_WEIGHT, Profile, draw_profile
from handrail.site.demo.domain.sharing import Sharing, sharing_of
from handrail.site.demo.domain.ways import milestones_of, walk

YEARS = 6
CASES = 3200
STAFF_PER_OFFICE = 3

# An official of this post is named in some of its own cases; the post must not see those.
NAMED_POST = "police-quorrimel"


@dataclass(frozen=True, slots=True)
class Story:
    """One case as it is going to be written.

    `staff` is which of the office's people is responsible for it; `hidden_from` an office that must not see
    it because one of its own is named, or "".
    """

    agency: str
    office: str
    staff: int
    values: Values
    milestones: tuple[Told, ...]
    entries: tuple[Line, ...]
    parties: tuple[Line, ...]
    sharing: Sharing | None
    hidden_from: str

    @property
    def last_day(self) -> date:
        """The last day on which anything is known to have happened."""
        return max(told.when.latest for told in self.milestones)


def stories(rng: Random, *, as_of: date, cases: int = CASES) -> Iterator[Story]:
    """Yield the country's cases over the six years before `as_of`, at least `cases` of them."""
    for number, (agency, year) in enumerate(_meetings(rng, cases), start=1):
        yield _story(rng, agency, year, number=number, as_of=as_of)


def _meetings(rng: Random, cases: int) -> Iterator[tuple[Agency, int]]:
    """Yield (agency, year) for each case: every agency gets its share, whatever chance says elsewhere."""
    years = tuple(enumerate(YEAR_WEIGHT))
    for agency in CASE_AGENCIES:
        for _ in range(-int(-cases * agency.share // 1)):
            yield agency, pick(rng, years)


def _story(rng: Random, agency: Agency, year: int, *, number: int, as_of: date) -> Story:
    profile = _profile_met_by(rng, agency, year)
    place = _office_for(rng, agency, profile)
    detected = as_of - timedelta(days=rng.randrange(365 * (YEARS - 1 - year), 365 * (YEARS - year)) + 1)
    province = place.province if not place.head else _province_for(rng, agency, profile)
    way = walk(rng, agency.id, profile, province, detected=detected, as_of=as_of)
    told = milestones_of(rng, way)
    shared = sharing_of(rng, way)
    # What is written down draws from a chance of its own: other words change nobody's way.
    words = Random(rng.getrandbits(64))  # noqa: S311
    parties = parties_of(words, way)
    return Story(
        agency=agency.id,
        office=place.id,
        staff=rng.randrange(STAFF_PER_OFFICE),
        values=values_of_record(words, way, number=number),
        milestones=told,
        entries=entries_of(words, way),
        parties=parties,
        sharing=shared,
        hidden_from=place.id if place.id == NAMED_POST and _names_an_official(parties) else "",
    )


def _names_an_official(parties: tuple[Line, ...]) -> bool:
    return any(party.kind == "official" for party in parties)


def _profile_met_by(rng: Random, agency: Agency, year: int) -> Profile:
    """Draw until the agency is one that meets such people (a few tries at most on average)."""
    while True:
        profile = draw_profile(rng, year)
        if rng.random() * 3 < MEETS.get(profile.purpose, {}).get(agency.id, 1.0):
            return profile


def _office_for(rng: Random, agency: Agency, profile: Profile) -> Office:
    """Houses and hotlines work where their head is; the state has its people in the provinces."""
    at_head = 0.2 if agency.kind in ("shelter", "hotline") else 0.02
    weights = WHERE.get(profile.purpose, {})
    return pick(
        rng,
        [
            (o, at_head if o.head else PROVINCES[o.province].weight * weights.get(o.province, 1.0))
            for o in agency.offices
        ],
    )


def _province_for(rng: Random, agency: Agency, profile: Profile) -> str:
    """A head office records cases of the provinces where the agency has no office of its own."""
    covered = {o.province for o in agency.offices if not o.head}
    weights = WHERE.get(profile.purpose, {})
    open_to_it = [p for p in PROVINCES.values() if p.name not in covered] or list(PROVINCES.values())
    return pick(rng, [(p.name, p.weight * weights.get(p.name, 1.0)) for p in open_to_it])
