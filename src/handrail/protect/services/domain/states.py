"""What becomes of a request to a service."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum


class RequestState(StrEnum):
    ASKED = "asked"
    WAITING = "waiting"
    ACCEPTED = "accepted"
    ARRIVED = "arrived"
    ENDED = "ended"
    DECLINED = "declined"
    NO_ANSWER = "no_answer"
    WITHDRAWN = "withdrawn"


NEXT: Mapping[RequestState, frozenset[RequestState]] = {
    RequestState.ASKED: frozenset(
        {
            RequestState.ACCEPTED,
            RequestState.WAITING,
            RequestState.DECLINED,
            RequestState.NO_ANSWER,
            RequestState.WITHDRAWN,
        }
    ),
    RequestState.WAITING: frozenset({RequestState.ACCEPTED, RequestState.DECLINED, RequestState.WITHDRAWN}),
    RequestState.ACCEPTED: frozenset({RequestState.ARRIVED, RequestState.DECLINED, RequestState.WITHDRAWN}),
    RequestState.ARRIVED: frozenset({RequestState.ENDED}),
    RequestState.ENDED: frozenset(),
    RequestState.DECLINED: frozenset({RequestState.ASKED}),
    RequestState.NO_ANSWER: frozenset({RequestState.ASKED}),
    RequestState.WITHDRAWN: frozenset(),
}
# Still to be answered by the service.
UNANSWERED = frozenset({RequestState.ASKED, RequestState.WAITING})
# The service said no, or nothing: help that was wanted and was not there.
REFUSED = frozenset({RequestState.DECLINED, RequestState.NO_ANSWER})


def may_become(state: RequestState, wanted: RequestState) -> bool:
    return wanted in NEXT[state]


def answer_by(asked_at: datetime, *, urgent: bool, hours: Mapping[str, int]) -> datetime:
    """Return until when an answer is looked for; `hours` has "urgent" and "other"."""
    return asked_at + timedelta(hours=hours["urgent" if urgent else "other"])


def is_late(state: RequestState, until: datetime, at: datetime) -> bool:
    """Return whether nobody has answered in time. A place on a waiting list is an answer."""
    return state is RequestState.ASKED and at > until
