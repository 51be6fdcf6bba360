"""Gaps: the people who were left without their next step, largest first, and two groups side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import hypot

from handrail.measure.domain.incidence import Share
from handrail.measure.domain.standing import AtDeadline, Horizon, Standing
from handrail.measure.domain.steps import Step


@dataclass(frozen=True, slots=True)
class Gap:
    """People whose deadline passed without the step, without a choice of theirs, and without another end.

    missed   of `due` people whose deadline has passed, how many were without the step on its last day
    waiting  of those, how many still wait today: there is something to do
    """

    step: Step
    days: int
    due: int
    missed: int
    waiting: int
    share: Share


def gap_of(standing: Standing) -> Gap | None:
    """Return the gap of one step; None when there is no deadline, or nobody's has passed."""
    at: AtDeadline | None = standing.at_deadline
    if at is None or standing.deadline_days is None or at.missed_share is None:
        return None
    return Gap(standing.step, standing.deadline_days, at.due, at.missed, at.missed_waiting, at.missed_share)


def gaps(standings: Iterable[Standing]) -> list[Gap]:
    """Return every gap that has people in it, the one that loses most people first."""
    found = (gap_of(standing) for standing in standings)
    return sorted(
        (gap for gap in found if gap is not None and gap.missed), key=lambda gap: (-gap.missed, gap.step.id)
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """Share of the first group less share of the second, with its 95 % interval (-1 to 1)."""

    difference: float
    low: float
    high: float

    @property
    def could_be_none(self) -> bool:
        """Whether the interval holds 0: the two may well be alike."""
        return self.low <= 0 <= self.high


def difference(first: Share, second: Share) -> Difference:
    """The difference of two independent shares, with Newcombe's hybrid score interval (1998, method 10)."""
    d = first.share - second.share
    low = d - hypot(first.share - first.low, second.high - second.share)
    high = d + hypot(first.high - first.share, second.share - second.low)
    return Difference(d, max(-1.0, low), min(1.0, high))


@dataclass(frozen=True, slots=True)
class SideBySide:
    """One step in two groups. No order between the groups is implied."""

    step: Step
    first: Standing
    second: Standing
    at: tuple[tuple[Horizon, Horizon, Difference | None], ...]


def side_by_side(first: Iterable[Standing], second: Iterable[Standing]) -> list[SideBySide]:
    """Return each step with the two groups' shares and their difference, where both are observable."""
    pairs: list[SideBySide] = []
    for one, other in zip(first, second, strict=True):
        if one.step != other.step:
            raise ValueError(f"{one.step.id} cannot stand beside {other.step.id}")
        rows = tuple(
            (a, b, difference(a.share, b.share) if a.share and b.share else None)
            for a, b in zip(one.horizons, other.horizons, strict=True)
        )
        pairs.append(SideBySide(one.step, one, other, rows))
    return pairs
