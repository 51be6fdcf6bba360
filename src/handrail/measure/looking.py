"""What a reader looks at: which people, on which day, against which deadlines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from handrail.core.milestones.domain.stages import Stage
from handrail.core.norms import Norm, norms_in_force
from handrail.measure.domain.cohort import DIMENSIONS, Cohort
from handrail.measure.queries import Deadlines
from handrail.measure.sql import AsOf

if TYPE_CHECKING:
    from handrail.core.accounts.models import Account


@dataclass(frozen=True, slots=True)
class Look:
    """A cohort seen on a day, with the deadlines that hold in a country."""

    cohort: Cohort
    as_of: AsOf
    norms: Mapping[Stage, Norm | None]

    @property
    def deadlines(self) -> Deadlines:
        return {stage: norm.days if norm else None for stage, norm in self.norms.items()}

    def query(self, **changes: str) -> str:
        """The look as the end of an address, with changes; an empty value leaves its name out."""
        named = {"from": self.cohort.first_quarter, "until": self.cohort.last_quarter}
        values = {**named, **self.cohort.where, **changes}
        kept = {name: value for name, value in values.items() if value}
        return f"?{urlencode(kept)}" if kept else ""


def look(account: Account, asked: Mapping[str, str], *, today: date) -> Look:
    """Return what an address asks for. Raises CohortProblem for a cohort that cannot be."""
    where = {name: asked[name] for name in DIMENSIONS if asked.get(name)}
    cohort = Cohort(asked.get("from", ""), asked.get("until", ""), where)
    return Look(cohort, AsOf(today), norms_in_force(account.organisation.country, today))
