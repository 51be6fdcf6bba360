"""Who may be away when, and who may stand in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from handrail.core.access.domain.refusal import Refused

LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Leave:
    """The days on which an account is away; `ends_on` is the first day back."""

    account: UUID
    deputy: UUID | None
    starts_on: date
    ends_on: date

    def overlaps(self, other: Leave) -> bool:
        """Whether both hold a day. A leave that was taken back holds none."""
        return max(self.starts_on, other.starts_on) < min(self.ends_on, other.ends_on)


def check_leave(
    wished: Leave, others: Iterable[Leave], *, by: UUID, deputy_opens_cases: bool, on: date
) -> None:
    """Raise `Refused` unless the leave may be entered by `by`.

    `others` are the leaves of the account and of the deputy. Nobody makes themself a deputy: that would be
    a way into a colleague's cases.
    """
    if wished.starts_on < on:
        raise Refused("leave-starts-in-the-past")
    if wished.ends_on <= wished.starts_on:
        raise Refused("leave-ends-before-it-starts")
    if wished.ends_on - wished.starts_on > LONGEST:
        raise Refused("leave-too-long", {"days": LONGEST.days})
    if wished.deputy is not None:
        if wished.deputy == wished.account:
            raise Refused("deputy-for-oneself")
        if wished.deputy == by:
            raise Refused("deputy-by-oneself")
        if not deputy_opens_cases:
            raise Refused("deputy-opens-no-cases")
    for other in others:
        if other.account == wished.account and wished.overlaps(other):
            raise Refused("leave-entered-already")
        if other.account == wished.deputy and wished.overlaps(other):
            raise Refused("deputy-away-too")


def first_day_back(leave: Leave, on: date) -> date:
    """Return when a leave ends if it is ended on a day, or raise `Refused("leave-over")`."""
    if leave.ends_on <= on:
        raise Refused("leave-over")
    return max(leave.starts_on, on)
