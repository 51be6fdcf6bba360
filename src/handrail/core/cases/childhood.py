"""Who of the people of some cases may be a child."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from handrail.core.cases.models import Case
from handrail.core.cases.reading import open_cases
from handrail.core.consent.domain.agreeing import may_be_child
from handrail.core.dates import PartialDate
from handrail.core.dates.age import ADULT, Age, age_between
from handrail.core.milestones.domain.row import age_at_detection, child_of


def is_child(case: Case, on: date) -> bool:
    """Return whether the person of a case (read with its person) may be under 18 on a day. Opens it."""
    return case.id in children_among([case], on)


def children_among(cases: Sequence[Case], on: date) -> set[UUID]:
    """Return the cases (read with their person) of whoever may be under 18 on a day. One query for keys."""
    opened = open_cases(cases)
    return {case.id for case in cases if _may_be_child(case, opened[case.id].values, on)}


def _may_be_child(case: Case, values: Mapping[str, Any], on: date) -> bool:
    born = values.get("prs_Birthdate")
    if isinstance(born, PartialDate) and born.earliest <= on:
        return may_be_child(age_between(born, PartialDate(on, on)), at=on, on=on)
    age = age_at_detection(values, None)
    if age is None and child_of(values, None):
        age = Age(0, ADULT - 1)
    return may_be_child(age, at=case.opened_on, on=on)
