"""What a formal determination can say, and how it goes on."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Outcome(StrEnum):
    VICTIM = "victim"
    NOT_ESTABLISHED = "not-established"


class State(StrEnum):
    PROPOSED = "proposed"
    AGREED = "agreed"
    RETURNED = "returned"
    APPEALED = "appealed"


NEXT: Mapping[State, frozenset[State]] = {
    State.PROPOSED: frozenset({State.AGREED, State.RETURNED}),
    State.AGREED: frozenset({State.APPEALED}),
    State.RETURNED: frozenset(),
    State.APPEALED: frozenset(),
}
"""After a return or an appeal, or with new facts, another proposal is made: nothing is overwritten."""


def may_become(state: State, other: State) -> bool:
    return other in NEXT[state]
