"""Counts for what leaves one's own scope: the published snapshot, and the tables that are handed out.

They are over everybody (of the installation, of the organisation), the same whoever publishes. This is the
room's only read without an account. What leaves here is counts, and `domain/published.py` hides the small
ones before anything is stored.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any
from uuid import UUID

import yaml
from django.db.models import Case, CharField, Count, F, Min, Q, QuerySet, Value, When
from django.db.models.functions import Substr

from handrail.core.milestones.models import CascadeRow
from handrail.measure import sql
from handrail.measure.domain.cohort import UNKNOWN
from handrail.measure.domain.published import Counts, Menu, Universe
from handrail.measure.domain.steps import CHOICE, REACHED, STEPS, WAITING, Step
from handrail.measure.domain.suppression import Rule
from handrail.measure.sql import AsOf

Rows = QuerySet[CascadeRow]

_DERIVED: Mapping[str, Any] = {"year": Substr("quarter", 1, 4), "quarter_of_year": Substr("quarter", 5, 2)}


@cache
def menu() -> Menu:
    """The fixed menu, from `data/snapshot_menu.yaml`."""
    text = resources.files("handrail.measure").joinpath("data/snapshot_menu.yaml").read_text("utf-8")
    read = yaml.safe_load(text)
    return Menu(
        Rule(threshold=read["threshold"], base=read["round_to"]),
        frozenset(read["fold"]),
        tuple(read["people"]["one"]),
        tuple((rows, columns) for rows, columns in read["people"]["two"]),
        tuple(read["steps"]["one"]),
        tuple((rows, columns) for rows, columns in read["steps"]["two"]),
    )


def everybody(as_of: AsOf, last_quarter: str) -> Rows:
    """Everybody detected up to the end of the last quarter, whoever keeps the case."""
    rows = CascadeRow.objects.unscoped("the published snapshot counts everybody and shows no small count")
    return rows.filter(detected_on__lte=as_of.day, quarter__lte=last_quarter).annotate(**_DERIVED).order_by()


def of_organisation(organisation_id: UUID, as_of: AsOf, first: str, last: str) -> Rows:
    """Everybody of one organisation who was detected in these quarters, for what it hands out."""
    rows = CascadeRow.objects.unscoped("a hand-out counts the whole organisation and shows no small count")
    quarters = {"quarter__gte": first, "quarter__lte": last}
    return rows.filter(organisation=organisation_id, detected_on__lte=as_of.day, **quarters).order_by()


def first_quarter(rows: Rows) -> str:
    """The earliest quarter with anybody in it; "" when there is nobody."""
    return str(rows.aggregate(first=Min("quarter"))["first"] or "")


def universes(rows: Rows, as_of: AsOf, deadlines: Mapping[Any, int | None]) -> list[Universe]:
    """Everybody detected, and everybody at each step that has a deadline, counted as the menu says."""
    chosen = menu()
    found = [
        Universe(
            "people",
            {name: _count(rows, name) for name in chosen.people_one},
            {pair: _count(rows, *pair) for pair in chosen.people_two},
        )
    ]
    for step in STEPS:
        deadline = deadlines[step.to_stage]
        if deadline is not None:
            found.append(_step_universe(rows, step, as_of, deadline))
    return found


def _step_universe(rows: Rows, step: Step, as_of: AsOf, deadline: int) -> Universe:
    chosen = menu()
    at_step = (
        rows.filter(sql.before_step(step, as_of))
        .annotate(out=sql.outcome_of(step, as_of), days=sql.days_to_outcome(step, as_of))
        .annotate(outcome=_outcome_shown(deadline))
        .annotate(missed=Case(When(outcome="missed", then=Value("missed")), default=Value("rest")))
    )
    return Universe(
        step.id,
        {name: _count(at_step, name) for name in chosen.steps_one},
        {pair: _count(at_step, *pair) for pair in chosen.steps_two},
    )


def _outcome_shown(deadline: int) -> Case:
    """Where a person stood when the deadline passed, as one of `published.OUTCOMES_SHOWN`."""
    return Case(
        When(Q(out=WAITING, days__lte=deadline), then=Value("not_due")),
        When(days__gt=deadline, then=Value("missed")),
        When(out=REACHED, then=Value("in_time")),
        When(out=CHOICE, then=Value("choice")),
        default=Value("ended"),
        output_field=CharField(),
    )


def _count(rows: Rows, *names: str) -> Counts:
    counted: Counter[tuple[str, ...]] = Counter()
    for *values, people in rows.values_list(*(F(name) for name in names)).annotate(people=Count("pk")):
        counted[tuple(str(value) or UNKNOWN for value in values)] += people
    return counted
