"""Where cases stand on their way, and which of one's own are late: stored days put to the deadlines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from handrail.core.access.domain.disclosure import WHOLE, Disclosure
from handrail.core.access.door import owners_for
from handrail.core.cases.domain.way import WayBranch, late_steps, way_of
from handrail.core.cases.groups import MILESTONE_FIELDS
from handrail.core.cases.models import Case
from handrail.core.dates import PartialDate
from handrail.core.milestones.domain.stages import BRANCH, PARENT, Choice, End, Stage
from handrail.core.milestones.models import STAGE_COLUMNS, CascadeRow, Milestone
from handrail.core.norms import Norm, norms_in_force

if TYPE_CHECKING:
    from handrail.core.accounts.models import Account

Way = tuple[WayBranch, ...]


@dataclass(frozen=True, slots=True)
class Deadlines:
    """How long each step may take in a country, as it holds today."""

    norms: Mapping[Stage, Norm | None]
    today: date

    def due_on(self, stage: Stage, start: date) -> date | None:
        """Return the last day in time of a step, given the day of the stage before it."""
        norm = self.norms.get(stage)
        return norm.due_on(start) if norm else None

    @property
    def ours(self) -> bool:
        """Whether one of them is a default of ours: a page that shows them must say so."""
        return any(norm.ours for norm in self.norms.values() if norm)


def deadlines_in(country: str, today: date) -> Deadlines:
    return Deadlines(norms_in_force(country, today), today)


def way_of_row(row: CascadeRow, deadlines: Deadlines, disclosed: Disclosure = WHOLE) -> Way:
    """Return the way of a case from its narrow row, which holds the latest possible days.

    Steps that `disclosed` does not show count as not recorded.
    """
    days = {stage: getattr(row, column) for stage, column in STAGE_COLUMNS.items()}
    ended = row.ended_on and disclosed.shows(MILESTONE_FIELDS["ended"])
    return way_of(
        {
            stage: PartialDate.exact(day)
            for stage, day in days.items()
            if day and disclosed.shows(MILESTONE_FIELDS[stage])
        },
        choices=[
            choice
            for choice in Choice
            if getattr(row, f"{choice.value}_on") and disclosed.shows(MILESTONE_FIELDS[choice])
        ],
        ended=End(row.ended_because) if ended else None,
        due_on=deadlines.due_on,
        today=deadlines.today,
    )


def way_of_milestones(milestones: Iterable[Milestone], deadlines: Deadlines) -> Way:
    """Return the way of a case from its milestones, with their dates as vague as they are."""
    kinds = {milestone.kind: milestone for milestone in milestones}
    ended = kinds.get("ended")
    return way_of(
        {
            stage: PartialDate(kinds[stage.value].earliest, kinds[stage.value].latest)
            for stage in Stage
            if stage.value in kinds
        },
        choices=[choice for choice in Choice if choice.value in kinds],
        ended=End(ended.reason or "other") if ended else None,
        due_on=deadlines.due_on,
        today=deadlines.today,
    )


def late_cases(account: Account, deadlines: Deadlines, *, limit: int) -> list[Case]:
    """Return the account's own cases with a step past its deadline, the longest overdue first. One query.

    It reads the cases that the account is responsible for, also while it stands in for a colleague, whose
    ways have not ended, and nobody else's.
    """
    late = Q(pk__in=[])
    for condition in _late(deadlines):
        late |= condition
    own = owners_for(account)
    rows = CascadeRow.objects.visible_to(account).filter(late, owner_id__in=own, ended_on__isnull=True)
    rows = rows.select_related("case__person", "case__owner", "case__unit").order_by("detected_on", "case_id")
    overdue = []
    # The oldest come first, and are the longest overdue but for a few: four times as many are looked at.
    for row in rows[: limit * 4]:
        steps = late_steps(way_of_row(row, deadlines))
        overdue += [(step.due_on or deadlines.today, row.case_id, row.case) for step in steps[:1]]
    return [case for _due, _id, case in sorted(overdue, key=lambda each: each[:2])[:limit]]


def _late(deadlines: Deadlines) -> Iterator[Q]:
    for stage, norm in deadlines.norms.items():
        if norm is None:
            continue
        open_still = {f"{each.value}_on__isnull": True for each in (stage, *_after(stage))}
        not_declined = {f"{choice.value}_on__isnull": True for choice in _choices(stage)}
        cutoff = deadlines.today - timedelta(days=norm.days)
        yield Q(**open_still, **not_declined, **{f"{PARENT[stage].value}_on__lt": cutoff})


def _after(stage: Stage) -> Iterator[Stage]:
    for later, before in PARENT.items():
        if before is stage:
            yield later
            yield from _after(later)


def _choices(stage: Stage) -> Iterator[Choice]:
    if stage in BRANCH["justice"]:
        yield Choice.DECLINED_JUSTICE
    elif stage in BRANCH["protection"] and stage is not Stage.PRESUMED:
        yield Choice.DECLINED_ASSISTANCE
