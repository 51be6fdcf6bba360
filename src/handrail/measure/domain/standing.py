"""Where the people of one step stand: in time, late, waiting, gone another way, or by their own choice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from handrail.measure.domain.incidence import Incidence, Share, wilson
from handrail.measure.domain.steps import CHOICE, REACHED, WAITING, Step

HORIZONS: Mapping[str, int] = {"year1": 365, "year2": 730, "year5": 1826}

# With fewer people followed so far the end of the curve hangs on one or two of them. Ours, not a norm.
ENOUGH_FOLLOWED = 10


@dataclass(frozen=True, slots=True)
class Count:
    """One cell of a step's histogram.

    days     whole days from the stage before to the outcome, or to the as-of day for who waits
    outcome  one of `steps.OUTCOMES`
    due      whether the deadline has passed for this person by the as-of day, whatever the outcome
    people   how many
    """

    days: int
    outcome: str
    due: bool
    people: int


@dataclass(frozen=True, slots=True)
class Counts:
    """What a database counts of one step, besides its histogram.

    followed_to  for each of `HORIZONS`, how many people's own follow-up reaches it
    stage        everybody at the stage that the step leads to, however they got there
    skipped      at that stage without the stage before
    out_of_order at that stage on an earlier day than the stage before (reached on day 0), both days known
    rough        before the step, of whose two days one is known only as a month, a year or another interval
    """

    followed_to: Mapping[str, int]
    stage: int
    skipped: int
    out_of_order: int
    rough: int = 0


@dataclass(frozen=True, slots=True)
class AtDeadline:
    """Where the people whose deadline has passed stood on its last day. The four parts add up to `due`."""

    due: int
    in_time: int
    choice: int
    ended: Mapping[str, int]
    missed: int
    missed_reached_later: int
    missed_waiting: int
    missed_choice_later: int
    missed_ended_later: int

    @property
    def ended_total(self) -> int:
        return sum(self.ended.values())

    @property
    def in_time_share(self) -> Share | None:
        return wilson(self.in_time, self.due) if self.due else None

    @property
    def missed_share(self) -> Share | None:
        return wilson(self.missed, self.due) if self.due else None


@dataclass(frozen=True, slots=True)
class Now:
    """Where everybody at the step stands on the as-of day. The parts add up to the step's `n`."""

    reached: int
    choice: int
    ended: Mapping[str, int]
    waiting_late: int
    waiting_in_time: int

    @property
    def ended_total(self) -> int:
        return sum(self.ended.values())


@dataclass(frozen=True, slots=True)
class Horizon:
    """The share that reached the step by a day, or why there is none.

    share     None when it is not yet observable
    followed  how many people's own follow-up reaches the day (None for the deadline: see `AtDeadline.due`)
    others    the shares of the competing outcomes and of the wait, which add up to 1 with `share`
    """

    id: str
    days: int
    share: Share | None
    followed: int
    others: Mapping[str, float] = field(default_factory=dict)

    @property
    def observable(self) -> bool:
        return self.share is not None


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything the cascade says about one step."""

    step: Step
    n: int
    stage: int
    skipped: int
    out_of_order: int
    rough: int
    deadline_days: int | None
    at_deadline: AtDeadline | None
    now: Now
    horizons: tuple[Horizon, ...]
    median: int | None

    @property
    def deadline(self) -> Horizon | None:
        return next((horizon for horizon in self.horizons if horizon.id == "deadline"), None)


def standing(step: Step, cells: list[Count], counts: Counts, *, deadline_days: int | None) -> Standing:
    """Return where people stand at a step. `deadline_days` is None when no deadline holds."""
    histogram: Counter[tuple[int, str]] = Counter()
    for cell in cells:
        histogram[(cell.days, cell.outcome)] += cell.people
    incidence = Incidence(histogram)
    at_deadline = _at_deadline(cells, deadline_days) if deadline_days is not None else None
    horizons = (
        [] if at_deadline is None else [_horizon(incidence, "deadline", deadline_days or 0, at_deadline.due)]
    )
    horizons += [
        _horizon(incidence, name, days, counts.followed_to.get(name, 0)) for name, days in HORIZONS.items()
    ]
    return Standing(
        step=step,
        n=incidence.n,
        stage=counts.stage,
        skipped=counts.skipped,
        out_of_order=counts.out_of_order,
        rough=counts.rough,
        deadline_days=deadline_days,
        at_deadline=at_deadline,
        now=_now(cells, deadline_days),
        horizons=tuple(horizons),
        median=incidence.median(),
    )


def _horizon(incidence: Incidence, name: str, days: int, followed: int) -> Horizon:
    """A share is observable when enough people were followed so far, or when nobody waits any more."""
    known = incidence.known_until()
    enough = known is None or (days <= known and followed >= min(ENOUGH_FOLLOWED, incidence.n))
    if not incidence.n or not enough:
        return Horizon(name, days, None, followed)
    others = {outcome: incidence.at(days, outcome) for outcome in incidence.outcomes if outcome != REACHED}
    return Horizon(
        name, days, incidence.share_at(days), followed, {**others, WAITING: incidence.waiting_at(days)}
    )


def _at_deadline(cells: list[Count], deadline: int) -> AtDeadline:
    due: Counter[tuple[str, bool]] = Counter()
    for cell in cells:
        if cell.due:
            due[(cell.outcome, cell.days <= deadline)] += cell.people
    ended = sorted({outcome for outcome, _ in due} - {REACHED, CHOICE, WAITING})
    # Whoever had no outcome on the last day had been left without the step, whatever came later.
    late = {outcome: count for (outcome, by_then), count in due.items() if not by_then}
    return AtDeadline(
        due=due.total(),
        in_time=due[(REACHED, True)],
        choice=due[(CHOICE, True)],
        ended={outcome: due[(outcome, True)] for outcome in ended if due[(outcome, True)]},
        missed=sum(late.values()),
        missed_reached_later=late.get(REACHED, 0),
        missed_waiting=late.get(WAITING, 0),
        missed_choice_later=late.get(CHOICE, 0),
        missed_ended_later=sum(late.get(outcome, 0) for outcome in ended),
    )


def _now(cells: list[Count], deadline: int | None) -> Now:
    people: Counter[str] = Counter()
    late = 0
    for cell in cells:
        people[cell.outcome] += cell.people
        if cell.outcome == WAITING and deadline is not None and cell.days > deadline:
            late += cell.people
    ended = {o: n for o, n in sorted(people.items()) if o not in (REACHED, CHOICE, WAITING) and n}
    return Now(
        reached=people[REACHED],
        choice=people[CHOICE],
        ended=ended,
        waiting_late=late,
        waiting_in_time=people[WAITING] - late,
    )
