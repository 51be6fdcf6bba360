"""The country as rows of the cascade, without a database."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random
from typing import Any

from handrail.core.milestones.domain.row import row_of
from handrail.site.demo.domain.country import AGENCIES
from handrail.site.demo.domain.world import Story, stories

AS_OF = date(2026, 11, 24)


@dataclass(frozen=True)
class Row:
    """A story, and what the cascade keeps of it."""

    story: Story
    kept: dict[str, Any]

    def __getitem__(self, column: str) -> Any:
        return self.kept[column]


@cache
def country(seed: int = 7, cases: int = 3200) -> tuple[Row, ...]:
    """The rows of the country that `handrail demo` builds with this seed on AS_OF."""
    told = stories(Random(f"{seed}:cases"), as_of=AS_OF, cases=cases)
    return tuple(
        Row(story, row_of(story.values, list(story.milestones), agency=AGENCIES[story.agency].kind))
        for story in told
    )


def share(rows: Iterable[Row], holds: Callable[[Row], bool]) -> float:
    """The part of the rows for which it holds; there must be enough of them to speak of a share."""
    counted = [holds(row) for row in rows]
    assert len(counted) >= 20, f"only {len(counted)} rows: too few to compare"
    return sum(counted) / len(counted)
