"""What becomes of a need, and until when an answer to it is looked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum


class NeedState(StrEnum):
    """`DECLINED` is the person's choice: it is recorded as such, and is never late."""

    OPEN = "open"
    MET = "met"
    DECLINED = "declined"


NEXT: Mapping[NeedState, frozenset[NeedState]] = {
    NeedState.OPEN: frozenset({NeedState.MET, NeedState.DECLINED}),
    NeedState.MET: frozenset({NeedState.OPEN}),
    NeedState.DECLINED: frozenset({NeedState.OPEN}),
}


def may_become(state: NeedState, wanted: NeedState) -> bool:
    """Return whether a need in one state may come to another."""
    return wanted in NEXT[state]


def due_at(kind: str, noted_at: datetime, hours: Mapping[str, int]) -> datetime | None:
    """Return until when an answer is looked for; None for a kind without a target."""
    return noted_at + timedelta(hours=hours[kind]) if kind in hours else None


def is_late(state: NeedState, due: datetime | None, at: datetime) -> bool:
    """Return whether a need is open past its time."""
    return state is NeedState.OPEN and due is not None and at > due
