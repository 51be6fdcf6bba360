"""Writing down talks, and answering a review. The caller gives a case that it may change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import F

from handrail.core.access.domain.refusal import Refused
from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case
from handrail.core.cases.records import log_of_case, open_words, seal_words, stamps
from handrail.core.cases.writing import hold
from handrail.protect.meetings.domain.leaving import Answer, Kind
from handrail.protect.meetings.models import Meeting
from handrail.protect.permissions import ANSWER_REVIEW


@transaction.atomic
def keep_meeting(
    case: Case,
    kind: Kind,
    *,
    on: date,
    again_on: date | None,
    words: Mapping[str, str],
    reason: str = "",
    by: Account,
    at: datetime,
) -> Meeting:
    """Write a talk down. An exit review then waits for a second person; `reason` says why the help ends."""
    hold(case)
    made = Meeting(
        id=uuid4(),
        case=case,
        kind=kind,
        on=on,
        again_on=again_on,
        reason=reason,
        answer=Answer.WAITING if kind is Kind.EXIT else "",
        **stamps(by, at),
    )
    seal_words(made, case.person_id, words)
    Meeting.objects.insert([made])
    log_of_case("protect:meeting:kept", case, [made.id], by, kind)
    return made


@transaction.atomic
def answer_review(
    review: Meeting, answer: Answer, words: str, *, version: int, by: Account, at: datetime
) -> None:
    """Say whether the help may end.

    Raises `Refused`: review-own for whoever wrote it, changed-meanwhile where another version stands.
    """
    case = review.case
    hold(case)
    if review.written_by == by.id:
        raise Refused("review-own")
    said = open_words([review], case.person_id)[0][1]
    seal_words(review, case.person_id, {**said, "answer": words})
    changed = (
        Meeting.objects.editable_by(by, ANSWER_REVIEW)
        .filter(id=review.id, version=version, answer=Answer.WAITING)
        .update(answer=answer, answered_by=by, sealed=review.sealed, version=F("version") + 1, updated_at=at)
    )
    if not changed:
        raise Refused("changed-meanwhile")
    log_of_case("protect:review:answered", case, [review.id], by, answer)
