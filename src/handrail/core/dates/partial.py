"""A date as far as it is known: every day from `earliest` to `latest`, both included."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

Era = Literal["auto", "ce", "be"]
Order = Literal["dmy", "mdy", "ymd"]
Precision = Literal["day", "month", "year", "interval"]

FIRST_YEAR, LAST_YEAR = 1900, 2100

_CANONICAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def translatable(text: str) -> str:
    """Mark a text for the catalogues, where Django is not at hand; who shows it asks for its translation."""
    return text


class DateProblem(ValueError):
    """A text that cannot be read as a date or an age: `code` for programs, `why` and `mend` for people.

    Both come as texts marked for translation, with `%(name)s` for a fact; the attributes hold the English.
    """

    def __init__(self, why: str, mend: str, *, code: str = "date-unreadable", **facts: object) -> None:
        self.code = code
        self.texts, self.facts = (why, mend), facts
        self.why, self.mend = why % facts, mend % facts
        super().__init__(f"{self.why} {self.mend}")

    def said(self, translate: Callable[[str], str]) -> str:
        """Return both as `translate` has them: `gettext` gives the reader's language."""
        return " ".join(translate(text) % self.facts for text in self.texts)


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """An interval of days, never empty. Two are equal when they cover the same days, however written."""

    earliest: date
    latest: date

    def __post_init__(self) -> None:
        if self.earliest > self.latest:
            raise DateProblem(
                translatable("The interval ends (%(last)s) before it begins (%(first)s)."),
                translatable("Write the earlier date first, and each date with its year."),
                code="date-backwards",
                first=self.earliest,
                last=self.latest,
            )

    @classmethod
    def exact(cls, day: date) -> PartialDate:
        return cls(day, day)

    @classmethod
    def month(cls, year: int, month: int) -> PartialDate:
        return cls(checked_day(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))

    @classmethod
    def year(cls, year: int) -> PartialDate:
        return cls(checked_day(year, 1, 1), date(year, 12, 31))

    @classmethod
    def between(cls, first: date, last: date) -> PartialDate:
        return cls(first, last)

    @classmethod
    def parse(
        cls,
        text: object,
        *,
        era: Era = "auto",
        order: Order | None = None,
    ) -> PartialDate:
        """Read what a person or a spreadsheet wrote, as `dates.reading` describes. Raises DateProblem."""
        from handrail.core.dates.reading import read_date

        return read_date(text, era=era, order=order)

    @property
    def precision(self) -> Precision:
        if self.earliest == self.latest:
            return "day"
        first, last = self.earliest, self.latest
        if first.year == last.year and first.day == 1:
            if (first.month, last.month, last.day) == (1, 12, 31):
                return "year"
            if first.month == last.month and last.day == calendar.monthrange(last.year, last.month)[1]:
                return "month"
        return "interval"

    @property
    def text(self) -> str:
        """The one canonical spelling: "2021-02-03", "2021-02", "2021" or "2021-02-03/2021-05-01"."""
        match self.precision:
            case "day":
                return self.earliest.isoformat()
            case "month":
                return self.earliest.isoformat()[:7]
            case "year":
                return self.earliest.isoformat()[:4]
            case _:
                return f"{self.earliest.isoformat()}/{self.latest.isoformat()}"

    @classmethod
    def from_text(cls, text: str) -> PartialDate:
        """The inverse of `text`, for what the system itself stored. Raises DateProblem on anything else."""
        first, slash, last = text.partition("/")
        if slash:
            return cls(cls._from_part(first).earliest, cls._from_part(last).latest)
        return cls._from_part(first)

    @classmethod
    def _from_part(cls, text: str) -> PartialDate:
        found = _CANONICAL.fullmatch(text)
        if not found:
            raise DateProblem(
                translatable("“%(text)s” is not a date in the stored form."),
                translatable("Write it as 2021-02-03."),
                text=text,
            )
        year, month, day = (int(part) if part else None for part in found.groups())
        assert year is not None
        if month is None:
            return cls.year(year)
        if day is None:
            return cls.month(year, month)
        return cls.exact(checked_day(year, month, day))

    def __str__(self) -> str:
        return self.text


def checked_day(year: int, month: int, day: int) -> date:
    """That day, or a DateProblem that says which part is impossible."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DateProblem(
            translatable("The year %(year)s is not between %(first)s and %(last)s."),
            translatable("Check the year. Buddhist-era years run from 2443 to 2643."),
            code="date-year",
            year=year,
            first=FIRST_YEAR,
            last=LAST_YEAR,
        )
    if not 1 <= month <= 12:
        raise DateProblem(
            translatable("There is no month %(month)s."),
            translatable("Write a month from 1 to 12."),
            code="date-month",
            month=month,
        )
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise DateProblem(
            translatable("%(month)s has no day %(day)s."),
            translatable("Write a day from 1 to %(last)s, or only the month."),
            code="date-day",
            month=f"{year}-{month:02}",
            day=day,
            last=last,
        )
    return date(year, month, day)
