"""Needs and safety, read through the door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, QuerySet

from handrail.core.access.door import owners_for
from handrail.core.accounts.models import Account
from handrail.core.cases.models import CLOSED, Case
from handrail.core.cases.records import open_words
from handrail.protect.needs.domain.states import NeedState, is_late
from handrail.protect.needs.models import Need, Safety
from handrail.protect.needs.words import KINDS, STATES, TONES


@dataclass(frozen=True, slots=True)
class OpenSafety:
    """What keeps a person safe, in the open. `version` 0: nothing is written down yet."""

    version: int
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class NeedLine:
    need: Need
    words: str
    answer: str
    late: bool

    @property
    def label(self) -> str:
        return str(KINDS[self.need.kind])

    @property
    def state(self) -> str:
        return str(STATES[NeedState(self.need.state)])

    @property
    def tone(self) -> str:
        return "danger" if self.late else TONES[NeedState(self.need.state)]


def safety_of(account: Account, case: Case) -> OpenSafety:
    """Return what the account may read of a case's safety. One query, and one for the key."""
    found = Safety.objects.visible_to(account).filter(case=case).first()
    if found is None:
        return OpenSafety(0, {})
    words = open_words([found], case.person_id)[0][1]
    return OpenSafety(found.version, {**words, "danger": found.danger, "review_on": found.review_on})


def needs_of(account: Account, case: Case, at: datetime) -> list[NeedLine]:
    """Return the needs of a case: open ones first, the most urgent on top."""
    needs = list(Need.objects.visible_to(account).filter(case=case).order_by("created_at", "id"))
    lines = [
        NeedLine(
            need,
            words.get("words", ""),
            words.get("answer", ""),
            is_late(NeedState(need.state), need.due_at, at),
        )
        for need, words in open_words(needs, case.person_id)
    ]
    return sorted(
        lines, key=lambda line: (line.need.state != NeedState.OPEN, not line.need.urgent, not line.late)
    )


def late_needs(account: Account, at: datetime, limit: int) -> QuerySet[Need]:
    """Return needs past their time in open cases of the account or of whom it stands in for; oldest first."""
    return (
        Need.objects.visible_to(account)
        .filter(state=NeedState.OPEN, due_at__lt=at, case__owner__in=owners_for(account))
        .exclude(case__status__in=CLOSED)
        .select_related("case")
        .order_by("due_at", "id")[:limit]
    )


def reviews_due(account: Account, on: date, limit: int) -> QuerySet[Safety]:
    """Return the safety plans of the account's own cases that are to be looked at again."""
    return (
        Safety.objects.visible_to(account)
        .filter(review_on__lte=on, case__owner__in=owners_for(account))
        .exclude(case__status__in=CLOSED)
        .select_related("case")
        .order_by(F("review_on"), "id")[:limit]
    )
