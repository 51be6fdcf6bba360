"""Time to a step among competing outcomes: the Aalen-Johansen cumulative incidence on days.

Input is a histogram, so that a database can count and nobody loops over people. Days are whole days since the
person reached the stage before; who still waits is censored on that day, after the events of the day.

Estimator  F1(t) = sum over days s <= t of S(s-) d1(s) / n(s), with S the Kaplan-Meier survival from all
           outcomes (Aalen and Johansen 1978).
Variance   the Greenwood-type (delta-method) estimator, in the form of Marubini and Valsecchi (1995) and of
           Gaynor and others (1993), which Allignol, Schumacher and Beyersmann (2010) recommend over the Aalen
           type. Without censoring it is exactly F(1-F)/n.
Interval   Wilson's score interval at the effective number F(1-F)/var(F) (Rothman 1978). Without censoring
           it is exactly Wilson's interval for a share; it stays inside 0..1 and does not collapse at 0 or 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from handrail.measure.domain.steps import REACHED, WAITING

Z95 = NormalDist().inv_cdf(0.975)

Histogram = Mapping[tuple[int, str], int]


@dataclass(frozen=True, slots=True)
class Share:
    """A share between 0 and 1 with its 95 % interval."""

    share: float
    low: float
    high: float


def wilson(reached: float, of: float, z: float = Z95) -> Share:
    """Return a share with Wilson's score interval. Both counts may be effective (not whole) numbers."""
    if of <= 0:
        raise ValueError("a share of nobody is not a number")
    share = min(max(reached / of, 0.0), 1.0)
    centre = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    # At 0 and 1 the limit is the share itself; rounding must not move it past.
    low = 0.0 if share == 0 else max(0.0, centre - half)
    high = 1.0 if share == 1 else min(1.0, centre + half)
    return Share(share, min(low, share), max(high, share))


class Incidence:
    """The cumulative incidence of every outcome of one step, from `{(days, outcome): people}`."""

    def __init__(self, histogram: Histogram) -> None:
        cells = {key: count for key, count in histogram.items() if count}
        if any(count < 0 or days < 0 for (days, _), count in cells.items()):
            raise ValueError("people and days are counted from 0")
        self.n = sum(cells.values())
        self.outcomes = tuple(sorted({outcome for _, outcome in cells} - {WAITING}))
        self.days: NDArray[np.int64] = np.array(sorted({days for days, _ in cells}), dtype=np.int64)
        place = {int(day): at for at, day in enumerate(self.days)}
        self._events = {outcome: np.zeros(len(self.days)) for outcome in (*self.outcomes, WAITING)}
        for (days, outcome), count in cells.items():
            self._events[outcome][place[days]] += count

    @cached_property
    def all_events(self) -> NDArray[np.float64]:
        """How many left the wait on each day, by whatever outcome."""
        return (
            np.sum([self._events[o] for o in self.outcomes], axis=0)
            if self.outcomes
            else np.zeros(len(self.days))
        )

    @cached_property
    def at_risk(self) -> NDArray[np.float64]:
        """How many were still waiting when each day began."""
        left = self.all_events + self._events[WAITING]
        return np.asarray(self.n - np.concatenate(([0.0], np.cumsum(left)[:-1])) if self.n else left)

    @cached_property
    def _survival_before(self) -> NDArray[np.float64]:
        survival = np.cumprod(1 - self.all_events / self.at_risk)
        return np.concatenate(([1.0], survival[:-1]))

    def curve(self, outcome: str = REACHED) -> NDArray[np.float64]:
        """The cumulative incidence of an outcome at each of `self.days`."""
        if outcome not in self.outcomes:
            return np.zeros(len(self.days))
        return np.cumsum(self._survival_before * self._events[outcome] / self.at_risk)

    def _upto(self, day: int) -> int:
        return int(np.searchsorted(self.days, day, side="right"))

    def at(self, day: int, outcome: str = REACHED) -> float:
        """The share with the outcome on or before a day."""
        upto = self._upto(day)
        return float(self.curve(outcome)[upto - 1]) if upto else 0.0

    def waiting_at(self, day: int) -> float:
        """The share that has had no outcome by the end of a day."""
        return max(0.0, 1.0 - sum(self.at(day, outcome) for outcome in self.outcomes))

    def variance(self, day: int, outcome: str = REACHED) -> float:
        """The Greenwood-type variance of the cumulative incidence on a day."""
        upto = self._upto(day)
        if not upto or outcome not in self.outcomes:
            return 0.0
        n, d = self.at_risk[:upto], self.all_events[:upto]
        d1, before = self._events[outcome][:upto], self._survival_before[:upto]
        curve = self.curve(outcome)[:upto]
        ahead = curve[-1] - curve
        staying = n - d
        # Where everybody left, nothing comes after: the first term is 0 there, not 0/0.
        first = np.where(staying > 0, ahead**2 * d / (n * np.where(staying > 0, staying, 1.0)), 0.0)
        second = before**2 * (n - d1) * d1 / n**3
        third = 2 * ahead * before * d1 / n**2
        return max(0.0, float(np.sum(first + second - third)))

    def effective_number(self, day: int, outcome: str = REACHED) -> float:
        """How many people, all followed to the day, would know the share as well. Never above `n`."""
        share = self.at(day, outcome)
        variance = self.variance(day, outcome)
        if variance > 0 and 1e-12 < share < 1 - 1e-12:
            return min(share * (1 - share) / variance, float(self.n))
        # At 0 and 1 the variance says nothing; count whoever was not lost from sight before the day.
        return float(self.n - np.sum(self._events[WAITING][: self._upto(day - 1)]))

    def share_at(self, day: int, outcome: str = REACHED) -> Share | None:
        """The share with its 95 % interval, or None when nobody was followed so far."""
        number = self.effective_number(day, outcome) if self.n else 0.0
        if number <= 0:
            return None
        return wilson(self.at(day, outcome) * number, number)

    def median(self) -> int | None:
        """The first day by which half had reached the step; None while fewer than half have."""
        curve = self.curve(REACHED)
        # A sum of fractions that is a half may print as 0.49999999999999994.
        half = np.flatnonzero(curve >= 0.5 - 1e-12)
        return int(self.days[half[0]]) if half.size else None

    def known_until(self) -> int | None:
        """The last day on which somebody was seen waiting; None when nobody waits any more."""
        if not self.n:
            return -1
        nobody_left = self.at_risk[-1] - self.all_events[-1] <= 0
        return None if nobody_left else int(self.days[-1])
