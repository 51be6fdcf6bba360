"""Quarters, and which roles are due in one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of a calendar year, 1 to 4."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Quarter:
        return cls(day.year, (day.month - 1) // 3 + 1)

    @property
    def first_day(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def code(self) -> str:
        return f"{self.year:04}Q{self.number}"


def is_due(*, starts_on: date, ends_on: date | None, on: date) -> bool:
    """Whether a role that nobody looked at in this quarter is to be looked at on a day.

    A role that was given in this quarter was looked at then.
    """
    return starts_on < Quarter.of(on).first_day and (ends_on is None or on < ends_on)
