"""A case as one line of a list: only what the account may read, names opened with one query for keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from handrail.core.access.disclosure import disclosures
from handrail.core.access.domain.disclosure import Disclosure
from handrail.core.cases.domain.way import WayStep, furthest, late_steps
from handrail.core.cases.models import Case
from handrail.core.cases.queries import rows_of
from handrail.core.cases.reading import OpenCase, open_cases
from handrail.core.cases.standing import Way, deadlines_in, way_of_row
from handrail.core.cases.values import shown_name
from handrail.core.cases.words import MISSING, PURPOSES, SEXES, STAGES, spoken
from handrail.core.catalogue import purpose_of
from handrail.core.clock import today
from handrail.core.milestones.domain.row import sex_of
from handrail.core.shell.calendars import year_words

if TYPE_CHECKING:
    from handrail.core.accounts.models import Account


@dataclass(frozen=True, slots=True)
class ListedCase:
    """One line. `referred` when only a consent opens it, and then only the fields that the consent shows."""

    case: Case
    name: str
    sex: str
    age: str
    purpose: str
    way: Way
    reached: str
    late: WayStep | None
    erased: bool
    referred: bool

    @property
    def states(self) -> tuple[tuple[str, ...], ...]:
        """The state of each step, branch by branch."""
        return tuple(tuple(step.state.value for step in branch.steps) for branch in self.way)

    @property
    def late_words(self) -> str:
        return str(MISSING[self.late.stage]) if self.late else ""

    @property
    def late_label(self) -> str:
        return _("Late: %(step)s") % {"step": self.late_words} if self.late else ""


def listed(account: Account, cases: Sequence[Case]) -> list[ListedCase]:
    """Return cases (read through the door, with their person) as lines, in the same order."""
    opened = open_cases(cases)
    return lines(account, [opened[case.id] for case in cases])


def lines(account: Account, opened: Sequence[OpenCase]) -> list[ListedCase]:
    """Return cases that are open already as lines, with the deadlines of the account's country today."""
    cases = [each.case for each in opened]
    deadlines = deadlines_in(account.organisation.country, today())
    shown = disclosures(account, cases)
    rows = rows_of(account, [case.id for case in cases])
    ways = {id: way_of_row(row, deadlines, shown[id]) for id, row in rows.items()}
    return [_line(each, shown[each.case.id], ways.get(each.case.id, ())) for each in opened]


def _line(opened: OpenCase, disclosed: Disclosure, way: Way) -> ListedCase:
    values = disclosed.values(opened.values)
    late = late_steps(way) if disclosed.whole else []
    return ListedCase(
        case=opened.case,
        name=shown_name(values),
        sex=str(SEXES[sex_of(values)]),
        age=age_words(values),
        purpose=str(PURPOSES[purpose_of(values.get("vic_TypeOfExploitation") or ())]),
        way=way,
        reached=", ".join(str(STAGES[stage]) for stage in furthest(way)) if way else "",
        late=late[0] if late else None,
        erased=opened.erased,
        referred=not disclosed.whole,
    )


def age_words(values: Mapping[str, Any]) -> str:
    """Return the age at detection in words: as stated, else the band, else child or adult."""
    for field in ("hr_AgeAtDetection", "hr_AgeBand", "hr_ChildOrAdult"):
        if values.get(field):
            return str(spoken(field, values[field]))
    born = values.get("prs_Birthdate")
    return _("born %(year)s") % {"year": year_words(born.earliest.year)} if born else _("age not recorded")
