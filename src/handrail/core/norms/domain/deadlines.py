"""A deadline for a step, where it comes from, and which one holds in a country on a day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from handrail.core.milestones.domain.stages import PARENT, Stage


class NormProblem(ValueError):
    """A norm that contradicts itself or another one. Says which, and what to mend."""


@dataclass(frozen=True, slots=True)
class Norm:
    """How many days a step may take.

    ours      a default of ours: never to be shown as law or as an agreed standard
    country   ISO 3166-1 alpha-2, or empty for everywhere
    source    who gives the number of days
    because   why that number, in one sentence
    nearest   the duty that the step serves; it does not give the number
    verified  whether the text in `nearest` (or, for a norm, in `source`) was read
    """

    id: str
    from_stage: Stage
    to_stage: Stage
    days: int
    in_force_from: date
    source: str
    ours: bool
    verified: bool
    country: str = ""
    in_force_until: date | None = None
    because: str = ""
    nearest: str = ""

    def __post_init__(self) -> None:
        if PARENT.get(self.to_stage) != self.from_stage:
            raise NormProblem(f"{self.id}: no step leads from {self.from_stage} to {self.to_stage}")
        if self.days < 0:
            raise NormProblem(f"{self.id}: {self.days} days is less than none")
        if not self.source:
            raise NormProblem(f"{self.id}: a deadline names its source")
        if self.country and not re.fullmatch("[A-Z]{2}", self.country):
            raise NormProblem(f"{self.id}: write the country as two capital letters, not {self.country!r}")
        if self.in_force_until and self.in_force_until <= self.in_force_from:
            raise NormProblem(f"{self.id}: ends on {self.in_force_until}, before it begins")

    def holds(self, on: date) -> bool:
        """Whether the deadline applies on a day. On `in_force_until` it no longer does."""
        return self.in_force_from <= on and (self.in_force_until is None or on < self.in_force_until)

    def due_on(self, start: date) -> date:
        """The last day on which the step is still in time."""
        return start + timedelta(days=self.days)


def norm_for(norms: Iterable[Norm], step: Stage, *, country: str, on: date) -> Norm | None:
    """Return the deadline of the step that leads to `step`, or None when there is none.

    A deadline for the country goes before one for everywhere; among those, a norm goes before a default of
    ours. A default of ours holds before the day we wrote it down too: it judges no one, it only asks.
    """
    candidates = [
        norm
        for norm in norms
        if norm.to_stage == step and norm.country in ("", country) and (norm.ours or norm.holds(on))
    ]
    return max(
        candidates, key=lambda norm: (bool(norm.country), not norm.ours, norm.in_force_from), default=None
    )


def check_no_overlap(norms: Iterable[Norm]) -> None:
    """Raise NormProblem when two deadlines of one kind, step and country hold on the same day."""
    ordered = sorted(norms, key=lambda norm: (_kind(norm), norm.in_force_from))
    for earlier, later in pairwise(ordered):
        if _kind(earlier) == _kind(later) and earlier.holds(later.in_force_from):
            raise NormProblem(
                f"{earlier.id} and {later.id} both hold on {later.in_force_from}: end the first one before"
            )


def _kind(norm: Norm) -> tuple[Stage, str, bool]:
    return norm.to_stage, norm.country, norm.ours
