"""Talks about cases of the demonstration, and reviews before help ends: all of it invented."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from random import Random
from uuid import uuid4

from handrail.core.cases.models import CLOSED, Case
from handrail.core.cases.records import seal_words
from handrail.protect.meetings.domain.leaving import Answer, Kind
from handrail.protect.meetings.models import Meeting

CONFERENCES = (
    (
        "The case worker, the nurse, the lawyer",
        "Wants to stay until the court has spoken.",
        "The room stays. The lawyer asks the court for a date and calls.",
    ),
    (
        "The case worker, the school, the guardian",
        "Likes the school; the way there is frightening.",
        "Somebody walks along for the first month.",
    ),
)
SUPERVISIONS = (
    ("Supervisor", "", "Two calls went unanswered. Ask in the safe way only, and not at the workplace."),
    ("Supervisor", "Does not want to tell it again.", "Nobody asks again; what was said stands in the file."),
)
ENDS = (
    (
        "reached",
        "I do not need somebody every week any more.",
        "Lives with her sister, works, sleeps well.",
        "The women’s house by phone, day and night; the number learned by heart.",
    ),
    (
        "asked",
        "I want to leave this behind me.",
        "Housing is safe. The debt is not settled.",
        "The legal aid desk for the debt, whenever it is wanted.",
    ),
)


def write_talks(cases: Iterable[Case], rng: Random, *, at: datetime) -> int:
    """Write a talk for some cases, a review for those that are closed and some others; return how many."""
    made = [talk for case in cases for talk in _of(case, rng, at)]
    Meeting.objects.insert(made)
    return len(made)


def _of(case: Case, rng: Random, at: datetime) -> list[Meeting]:
    talks = []
    if rng.random() < 0.4:
        kind = rng.choice([Kind.CONFERENCE, Kind.SUPERVISION])
        there, says, decided = rng.choice(CONFERENCES if kind is Kind.CONFERENCE else SUPERVISIONS)
        words = {"there": there, "person": says, "decided": decided}
        talks.append(_meeting(case, kind, words, rng, at))
    if case.status in CLOSED or rng.random() < 0.05:
        reason, says, now, after = rng.choice(ENDS)
        words = {"person": says, "decided": now, "after": after}
        answer = Answer.AGREED if case.status in CLOSED else Answer.WAITING
        talks.append(_meeting(case, Kind.EXIT, words, rng, at, reason=reason, answer=answer))
    return talks


def _meeting(
    case: Case, kind: Kind, words: dict[str, str], rng: Random, at: datetime, **more: str
) -> Meeting:
    on = at - timedelta(days=rng.randint(3, 40))
    meeting = Meeting(
        id=uuid4(),
        case=case,
        kind=kind,
        on=on.date(),
        again_on=(on + timedelta(days=30)).date() if kind is not Kind.EXIT else None,
        written_by=case.owner_id,
        created_at=on,
        updated_at=on,
        **more,
    )
    seal_words(meeting, case.person_id, words)
    return meeting
