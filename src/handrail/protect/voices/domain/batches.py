"""Which answers are shown together, and how their numbers are rounded.

The answers of a quarter are shown once it is over; if they are fewer than ten, together with the next ones. A
batch that is full never changes: so no two views differ by one person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

# Defaults of this project.
FEWEST = 10
BASE = 5


@dataclass(frozen=True, slots=True)
class Batch:
    """Quarters in a row ("2026-Q3"), the earliest first, with so many answers together."""

    quarters: tuple[str, ...]
    size: int


def quarter_of(day: date) -> str:
    return f"{day.year}-Q{(day.month + 2) // 3}"


def batches(counts: Mapping[str, int], *, today: date) -> Sequence[Batch]:
    """Return the full batches of answers by quarter; what is left over waits for more."""
    full: list[Batch] = []
    quarters: list[str] = []
    size = 0
    for quarter in sorted(name for name in counts if name < quarter_of(today)):
        quarters.append(quarter)
        size += counts[quarter]
        if size >= FEWEST:
            full.append(Batch(tuple(quarters), size))
            quarters, size = [], 0
    return full


def rounded(count: int) -> int:
    """The nearest multiple of five."""
    return BASE * ((2 * count + BASE) // (2 * BASE))


def tally(answers: Iterable[Iterable[str]], choices: Iterable[str]) -> Mapping[str, int]:
    """Return for each choice how many took it, rounded."""
    given = [frozenset(each) for each in answers]
    return {choice: rounded(sum(choice in each for each in given)) for choice in choices}
