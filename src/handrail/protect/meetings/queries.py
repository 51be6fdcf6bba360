"""Talks about cases, read through the door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from handrail.core.access.door import owners_for
from handrail.core.accounts.models import Account
from handrail.core.cases.models import CLOSED, Case
from handrail.core.cases.records import open_words
from handrail.protect.meetings.domain.leaving import Answer, is_reviewed
from handrail.protect.meetings.models import Meeting
from handrail.protect.meetings.words import ANSWERS, TONES
from handrail.protect.permissions import ANSWER_REVIEW


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """One talk with its words. `answerable`: this account may answer the review."""

    meeting: Meeting
    words: dict[str, Any]
    answerable: bool

    @property
    def answer(self) -> str:
        return str(ANSWERS[Answer(self.meeting.answer)]) if self.meeting.answer else ""

    @property
    def tone(self) -> str:
        return TONES[Answer(self.meeting.answer)] if self.meeting.answer else ""


def meetings_of(account: Account, case: Case, *, may_answer: bool) -> list[MeetingLine]:
    """Return the talks about a case, the latest first. One query, and one for the key."""
    found = Meeting.objects.visible_to(account).filter(case=case).order_by("-on", "-created_at", "id")
    return [
        MeetingLine(
            meeting,
            words,
            may_answer and meeting.answer == Answer.WAITING and meeting.written_by != account.id,
        )
        for meeting, words in open_words(found, case.person_id)
    ]


def has_review(account: Account, case: Case) -> bool:
    """Return whether the last exit review of a case was agreed to."""
    answers = (
        Meeting.objects.visible_to(account)
        .filter(case=case)
        .exclude(answer="")
        .order_by("on", "created_at", "id")
        .values_list("answer", flat=True)
    )
    return is_reviewed([Answer(each) for each in answers])


def due_again(account: Account, on: date, limit: int) -> QuerySet[Meeting]:
    """Return talks of the account's own open cases whose next day has come, and that none has followed."""
    later = Meeting.objects.visible_to(account).filter(
        case=OuterRef("case"), kind=OuterRef("kind"), on__gt=OuterRef("on")
    )
    return (
        Meeting.objects.visible_to(account)
        .filter(again_on__lte=on, case__owner__in=owners_for(account))
        .exclude(case__status__in=CLOSED)
        .exclude(Exists(later))
        .select_related("case")
        .order_by("again_on", "id")[:limit]
    )


def to_answer(account: Account, limit: int) -> QuerySet[Meeting]:
    """Return the exit reviews that wait for this account, the longest waiting first."""
    return (
        Meeting.objects.editable_by(account, ANSWER_REVIEW)
        .filter(answer=Answer.WAITING)
        .exclude(written_by=account.id)
        .select_related("case")
        .order_by("on", "id")[:limit]
    )
