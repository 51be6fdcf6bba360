"""What is owed to the person of a case that the account reads whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from handrail.core.accounts.models import Account
from handrail.core.cases.childhood import is_child
from handrail.core.cases.models import Case
from handrail.core.milestones.models import CascadeRow
from handrail.protect.entitlements.domain.owed import Facts, Owed, owed
from handrail.protect.entitlements.lists import entitlements
from handrail.protect.entitlements.parties import Bound, binds, bound_by
from handrail.protect.entitlements.words import WORDS


@dataclass(frozen=True, slots=True)
class Line:
    """`counts`: law of the country, or of a treaty that binds it that day; else a standard or our default."""

    owed: Owed
    left: int | None
    bound: tuple[Bound, ...]
    counts: bool

    @property
    def words(self) -> str:
        return str(WORDS[self.owed.entitlement.id])


def owed_to(account: Account, case: Case, on: date) -> list[Line]:
    """Return what is owed on a day, with what is left of each clock."""
    row = CascadeRow.objects.visible_to(account).filter(case=case).first()
    facts = Facts(
        country=case.organisation.country,
        child=is_child(case, on),
        detected_on=row.detected_on if row else None,
        presumed_on=(row.presumed_on or row.identified_on or row.assisted_on) if row else None,
    )
    lines = [_line(each, facts.country, on) for each in owed(entitlements(), facts, on)]
    return sorted(lines, key=lambda line: not line.counts)


def _line(each: Owed, country: str, on: date) -> Line:
    norm = each.entitlement.norm
    counts = bool(each.entitlement.countries) or binds(norm, country, on)
    return Line(each, each.days_left(on), tuple(bound_by(norm, country)), counts)
