"""Which persons a cascade follows: those detected in a span of quarters, and in which group of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

# What people can be grouped by: columns of the cascade's row, every one of them coded.
DIMENSIONS: tuple[str, ...] = ("agency", "province", "origin", "sex", "age_band", "purpose", "quarter")
UNKNOWN = "unknown"
_QUARTER = re.compile(r"\d{4}Q[1-4]")


class CohortProblem(ValueError):
    """A cohort that cannot be: `field` and `value` say where, `code` says why."""

    def __init__(self, code: str, *, field: str, value: str) -> None:
        super().__init__(f"{field}: {value!r} ({code})")
        self.code = code
        self.field = field
        self.value = value


@dataclass(frozen=True, slots=True)
class Cohort:
    """Persons detected from the first to the last quarter (empty: no limit), who match each of `where`."""

    first_quarter: str = ""
    last_quarter: str = ""
    where: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        for name in ("first_quarter", "last_quarter"):
            value = getattr(self, name)
            if value and not _QUARTER.fullmatch(value):
                raise CohortProblem("not-a-quarter", field=name, value=value)
        if self.first_quarter and self.last_quarter and self.first_quarter > self.last_quarter:
            raise CohortProblem("ends-before-it-begins", field="last_quarter", value=self.last_quarter)
        for name, value in self.where.items():
            if name not in DIMENSIONS:
                raise CohortProblem("not-a-grouping", field=name, value=value)

    def narrowed(self, dimension: str, value: str) -> Cohort:
        """The same persons, those of one more group."""
        return Cohort(self.first_quarter, self.last_quarter, {**self.where, dimension: value})


def in_natural_order(value: str) -> tuple[int, str]:
    """A sorting key that puts "9-17" before "18-20", and what begins with no number last."""
    digits = re.match(r"\d+", value)
    return (int(digits[0]) if digits else 1_000_000, value)


def quarters_between(first: str, last: str) -> list[str]:
    """Every quarter from the first to the last, both included."""
    found: list[str] = []
    year, quarter = int(first[:4]), int(first[-1])
    while (name := f"{year}Q{quarter}") <= last:
        found.append(name)
        year, quarter = (year + 1, 1) if quarter == 4 else (year, quarter + 1)
    return found
