"""What a child is owed, read through the door."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef

from handrail.core.access.door import owners_for
from handrail.core.accounts.models import Account
from handrail.core.appointments.domain.states import AppointmentState, Kind
from handrail.core.appointments.models import Appointment
from handrail.core.cases.childhood import children_among
from handrail.core.cases.models import CLOSED, Case
from handrail.core.cases.reading import values_of
from handrail.core.cases.records import CaseRecord, open_words
from handrail.core.dates import PartialDate
from handrail.core.dates.age import ADULT
from handrail.core.milestones.models import CascadeRow
from handrail.protect.children.domain.checks import Check, Known, checks
from handrail.protect.children.models import BestInterests, Childhood, Guardian
from handrail.protect.children.targets import hours
from handrail.protect.children.words import CHECKS, MARKS, TONES

# How many rows of the cascade are opened to find the children among them who are children still.
LOOKED_AT = 60


@dataclass(frozen=True, slots=True)
class Line:
    record: Any
    words: dict[str, str]


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing that a child is owed, in words."""

    check: Check

    @property
    def words(self) -> str:
        return str(CHECKS[self.check.id])

    @property
    def mark(self) -> str:
        return str(MARKS[self.check.mark])

    @property
    def tone(self) -> str:
        return TONES[self.check.mark]


@dataclass(frozen=True, slots=True)
class ChildPage:
    guardians: Sequence[Line]
    decisions: Sequence[Line]
    childhood: Childhood | None
    owed: Sequence[Owed]


def child_page(account: Account, case: Case, at: datetime) -> ChildPage:
    """Return what is written down about a child, and what is still owed."""
    guardians = _lines(Guardian.objects.visible_to(account).filter(case=case).order_by("-since", "id"), case)
    decisions = _lines(
        BestInterests.objects.visible_to(account).filter(case=case).order_by("-decided_on", "id"), case
    )
    childhood = Childhood.objects.visible_to(account).filter(case=case).first()
    interviews = Appointment.objects.visible_to(account).filter(
        case=case, kind=Kind.INTERVIEW, state__in=[AppointmentState.HELD, AppointmentState.CONFIRMED]
    )
    standing = next((each.record for each in guardians if each.record.until is None), None)
    known = Known(
        found_at=case.created_at,
        guardian_on=standing.since if standing else None,
        guardian_clear=standing.clear if standing else None,
        assessed_on=decisions[0].record.decided_on if decisions else None,
        detained=childhood.detained if childhood else "",
        tracing=childhood.tracing if childhood else "",
        interviews=interviews.count(),
        grown_up_on=_grown_up_on(case),
    )
    return ChildPage(guardians, decisions, childhood, [Owed(each) for each in checks(known, at, hours())])


def _lines(found: Any, case: Case) -> list[Line]:
    records: list[CaseRecord] = list(found)
    return [Line(record, words) for record, words in open_words(records, case.person_id)]


def _grown_up_on(case: Case) -> date | None:
    """Return the earliest day that can be the eighteenth birthday; None where no birth date is recorded."""
    born = values_of(case).get("prs_Birthdate")
    if not isinstance(born, PartialDate):
        return None
    first = born.earliest
    leap_day = first.month == 2 and first.day == 29
    return first.replace(year=first.year + ADULT, day=28 if leap_day else first.day)


def has_records(account: Account, case: Case) -> bool:
    """Whether the account reads anything of a child's records of a case."""
    return any(
        model.objects.visible_to(account).filter(case=case).exists()
        for model in (Guardian, BestInterests, Childhood)
    )


def without_guardian(account: Account, on: date, limit: int) -> Iterator[Case]:
    """Yield the account's own open cases of children for whom nobody stands, oldest first."""
    standing = Guardian.objects.visible_to(account).filter(case=OuterRef("case_id"), until__isnull=True)
    rows = (
        CascadeRow.objects.visible_to(account)
        .filter(child=True, case__owner__in=owners_for(account))
        .exclude(case__status__in=CLOSED)
        .exclude(Exists(standing))
        .select_related("case__person")
        .order_by("detected_on", "case_id")[:LOOKED_AT]
    )
    cases = [row.case for row in rows]
    children = children_among(cases, on)
    yield from islice((case for case in cases if case.id in children), limit)
