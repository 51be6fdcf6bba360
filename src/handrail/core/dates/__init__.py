"""Dates and ages as people write them: known to the day, the month, the year, or only between two days."""

from __future__ import annotations

from handrail.core.dates.age import AGE_BANDS, Age, age_between, birth_interval
from handrail.core.dates.partial import DateProblem, PartialDate

__all__ = ["AGE_BANDS", "Age", "DateProblem", "PartialDate", "age_between", "birth_interval"]
