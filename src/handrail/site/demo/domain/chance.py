"""Draws from a given `random.Random`: weighted choice, waiting times, and how well a day is known."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from math import exp, log
from random import Random
from typing import TypeVar

from handrail.core.dates import PartialDate

T = TypeVar("T")


def pick(rng: Random, weighted: Iterable[tuple[T, float]]) -> T:
    """Return one of the values, each with the chance of its weight (any positive total)."""
    pairs = list(weighted)
    return rng.choices([value for value, _ in pairs], weights=[weight for _, weight in pairs])[0]


def wait(rng: Random, median: float, *, spread: float = 0.85) -> int:
    """Return whole days with the given median and a long tail, as the waits of offices have."""
    return round(exp(rng.gauss(log(median), spread)))


def as_recorded(rng: Random, day: date, *, until: date, vague: float) -> PartialDate:
    """Return the day as a record holds it: now and then only its month, year, or "between two days".

    Never reaches past `until`: what is recorded has happened.
    """
    if rng.random() >= vague:
        return PartialDate.exact(day)
    kind = pick(rng, (("month", 7.0), ("between", 2.0), ("year", 1.0)))
    if kind == "month":
        known = PartialDate.month(day.year, day.month)
    elif kind == "between":
        known = PartialDate.between(
            day - timedelta(days=rng.randrange(4)), day + timedelta(days=rng.randrange(4))
        )
    else:
        known = PartialDate.year(day.year)
    return known if known.latest <= until else PartialDate.exact(day)
