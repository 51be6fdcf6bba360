"""The cascade's own-scope reads: counts by SQL, through the one door, a fixed number of queries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, F, Min, Q, QuerySet, Value, When
from django.db.models.fields import IntegerField

from handrail.core.milestones.domain.stages import Stage
from handrail.core.milestones.models import CascadeRow
from handrail.measure import sql
from handrail.measure.domain.cohort import Cohort
from handrail.measure.domain.standing import HORIZONS, Counts, Standing, standing
from handrail.measure.domain.standing import Count as Cell
from handrail.measure.domain.steps import STEP, STEPS, WAITING, Step
from handrail.measure.sql import AsOf, as_flag, column_of

if TYPE_CHECKING:
    from handrail.core.accounts.models import Account

Rows = QuerySet[CascadeRow]
Deadlines = Mapping[Stage, int | None]
Reasons = dict[str, dict[Stage, Counter[str]]]


@dataclass(frozen=True, slots=True)
class Cascade:
    """One cohort's way: how many were detected, and where they stand at each step."""

    detected: int
    first_detected: Any
    steps: tuple[Standing, ...]

    def step(self, stage: Stage) -> Standing:
        return next(standing for standing in self.steps if standing.step.to_stage == stage)


def cohort_rows(account: Account, cohort: Cohort) -> Rows:
    """Return the rows of a cohort that the account counts. A case without a day of detection is in none."""
    return narrow(counted_rows(account), cohort)


def counted_rows(account: Account) -> Rows:
    """Return the rows of the cases that the account may read in full.

    A case that a consent opens in part is not counted: a grouping by a field that was not shared, or a stage
    of the way, would tell it. Whoever keeps the case counts it.
    """
    return CascadeRow.objects.wholly_visible_to(account)


def cases_shared_in_part(account: Account) -> bool:
    """Whether the account sees cases that it does not count."""
    counted = counted_rows(account).values("case_id")
    return CascadeRow.objects.visible_to(account).exclude(case_id__in=counted).exists()


def narrow(rows: Rows, cohort: Cohort) -> Rows:
    rows = rows.filter(detected_on__isnull=False, **dict(cohort.where))
    if cohort.first_quarter:
        rows = rows.filter(quarter__gte=cohort.first_quarter)
    if cohort.last_quarter:
        rows = rows.filter(quarter__lte=cohort.last_quarter)
    return rows


def undated_cases(account: Account) -> int:
    """How many cases the account sees that no cohort holds, because no day of detection is recorded."""
    return counted_rows(account).filter(detected_on__isnull=True).count()


def cascade(rows: Rows, as_of: AsOf, deadlines: Deadlines) -> Cascade:
    """Count a cohort. Ten queries, whatever the caseload."""
    (found,) = cascades(rows, as_of, deadlines, by=None).values() or (_empty(deadlines),)
    return found


def cascades(rows: Rows, as_of: AsOf, deadlines: Deadlines, *, by: str | None) -> dict[str, Cascade]:
    """Count every group of a cohort, by one of the dimensions: the same ten queries."""
    group = [by] if by else []
    counted: dict[str, dict[str, Any]] = {}
    # One row for everybody when there is no grouping: a constant is no column to group by.
    grouped: Any = rows.order_by().annotate(group_=_first(group)).values("group_")
    for row in grouped.annotate(**_counts(as_of)):
        if row["n"]:
            counted[row["group_"]] = row
    cells = {step: _cells(rows, step, as_of, deadlines[step.to_stage], group) for step in STEPS}
    return {
        value: Cascade(
            row["n"],
            row["first"],
            tuple(
                standing(
                    step,
                    cells[step].get(value, []),
                    _counts_of(step, row),
                    deadline_days=deadlines[step.to_stage],
                )
                for step in STEPS
            ),
        )
        for value, row in counted.items()
    }


def _empty(deadlines: Deadlines) -> Cascade:
    none = Counts({}, stage=0, skipped=0, out_of_order=0)
    return Cascade(
        0, None, tuple(standing(step, [], none, deadline_days=deadlines[step.to_stage]) for step in STEPS)
    )


def _counts(as_of: AsOf) -> dict[str, Any]:
    """What one pass counts for all steps: at each stage, skipped, out of order, followed how far."""
    counts: dict[str, Any] = {"n": Count("pk"), "first": Min("detected_on")}
    for step in STEPS:
        here, before = column_of(step.to_stage), column_of(step.from_stage)
        at, had = as_of.has(here), as_of.has(before)
        counts[f"{step.id}_stage"] = Count("pk", filter=at)
        counts[f"{step.id}_skipped"] = Count("pk", filter=at & ~Q(had))
        known = Q(sql.well_dated(step))
        earlier = Q(**{f"{here}__lt": F(before)})
        counts[f"{step.id}_out_of_order"] = Count("pk", filter=at & had & earlier & known)
        counts[f"{step.id}_rough"] = Count("pk", filter=had & ~known)
        for name, days in HORIZONS.items():
            limit = Q(**{f"{before}__lte": as_of.day - timedelta(days=days)})
            counts[f"{step.id}_{name}"] = Count("pk", filter=limit)
    return counts


def _counts_of(step: Step, row: Mapping[str, Any]) -> Counts:
    return Counts(
        {name: row[f"{step.id}_{name}"] for name in HORIZONS},
        stage=row[f"{step.id}_stage"],
        skipped=row[f"{step.id}_skipped"],
        out_of_order=row[f"{step.id}_out_of_order"],
        rough=row[f"{step.id}_rough"],
    )


def _cells(
    rows: Rows, step: Step, as_of: AsOf, deadline: int | None, group: list[str]
) -> dict[str, list[Cell]]:
    """The histogram of one step, in each group: one query."""
    due = as_flag(sql.is_due(step, as_of, deadline)) if deadline is not None else Value(False)
    counted = (
        rows.filter(sql.before_step(step, as_of))
        .order_by()
        .annotate(
            out=sql.outcome_of(step, as_of),
            days=sql.days_to_outcome(step, as_of),
            past=due,
            group_=_first(group),
        )
        .values_list("group_", "days", "out", "past")
        .annotate(people=Count("pk"))
    )
    cells: dict[str, list[Cell]] = defaultdict(list)
    for value, days, outcome, past, people in counted:
        cells[value].append(Cell(days, outcome, bool(past), people))
    return cells


def _first(group: list[str]) -> Any:
    return F(group[0]) if group else Value("")


def split(
    rows: Rows, as_of: AsOf, deadlines: Deadlines, *, by: str, steps: Iterable[Step] = STEPS
) -> dict[str, dict[Stage, Standing]]:
    """Where each group stood at the deadline, for each step: one query a step, and few rows of answer.

    Days are kept only as before or after the deadline, so the standings' curves and medians mean nothing.
    """
    found: dict[str, dict[Stage, Standing]] = defaultdict(dict)
    none = Counts({}, stage=0, skipped=0, out_of_order=0)
    for step in steps:
        deadline = deadlines[step.to_stage]
        if deadline is None:
            continue
        late = Case(
            When(Q(days__gt=deadline), then=Value(deadline + 1)),
            default=Value(0),
            output_field=IntegerField(),
        )
        counted = (
            rows.filter(sql.before_step(step, as_of))
            .order_by()
            .annotate(out=sql.outcome_of(step, as_of), days=sql.days_to_outcome(step, as_of))
            .annotate(late=late, past=as_flag(sql.is_due(step, as_of, deadline)))
            .values_list(by, "late", "out", "past")
            .annotate(people=Count("pk"))
        )
        cells: dict[str, list[Cell]] = defaultdict(list)
        for value, days, outcome, past, people in counted:
            cells[value].append(Cell(days, outcome, bool(past), people))
        for value, own in cells.items():
            found[value][step.to_stage] = standing(step, own, none, deadline_days=deadline)
    return dict(found)


def detected_by(rows: Rows, *, by: str) -> dict[str, int]:
    """How many were detected in each group."""
    return dict(rows.order_by().values_list(by).annotate(people=Count("pk")))


def reasons(rows: Rows, as_of: AsOf, deadlines: Deadlines) -> dict[Stage, Counter[str]]:
    """Of the people past the deadline who still wait, which reason is recorded for the step: one query."""
    return reasons_by(rows, as_of, deadlines, by=None).get("", {stage: Counter() for stage in STEP})


def reasons_by(rows: Rows, as_of: AsOf, deadlines: Deadlines, *, by: str | None) -> Reasons:
    """The same in each group of people, for the groups in which any reason is recorded: one query."""
    waits = {
        step.id: as_flag(
            sql.before_step(step, as_of) & sql.is_due(step, as_of, deadline) & sql.still_waits(step, as_of)
        )
        for step in STEPS
        if (deadline := deadlines[step.to_stage]) is not None
    }
    flags = {f"waits_{name}": flag for name, flag in waits.items()}
    counted = (
        rows.order_by()
        .exclude(reasons={})
        .annotate(group_=_first([by] if by else []), **flags)
        .values_list("group_", "reasons", *flags)
        .annotate(people=Count("pk"))
    )
    found: Reasons = defaultdict(lambda: {stage: Counter() for stage in STEP})
    for group, given, *waiting, people in counted:
        for name, is_waiting in zip(waits, waiting, strict=True):
            if is_waiting and given.get(name):
                found[group][Stage(name)][given[name]] += people
    return dict(found)


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A case in a gap, for whoever may open it."""

    case: Any
    since: Any
    days: int
    province: str
    agency: str
    reason: str


def cases_in_gap(
    rows: Rows,
    stage: Stage,
    as_of: AsOf,
    deadline: int,
    *,
    newest: bool,
    after: tuple[str, str] | None,
    size: int,
) -> list[OpenCase]:
    """Return up to `size` + 1 cases past the deadline that still wait, longest wait first (or the newest).

    `after` is the last row of the page before (day, case id). One query.
    """
    step = STEP[stage]
    since = column_of(step.from_stage)
    waiting = rows.filter(
        sql.before_step(step, as_of), sql.is_due(step, as_of, deadline), sql.still_waits(step, as_of)
    ).select_related("case")
    if after is not None:
        way = "lt" if newest else "gt"
        waiting = waiting.filter(
            Q(**{f"{since}__{way}": after[0]}) | Q(**{since: after[0], f"case_id__{way}": after[1]})
        )
    sign = "-" if newest else ""
    return [
        OpenCase(
            row.case,
            getattr(row, since),
            (as_of.day - getattr(row, since)).days,
            row.province,
            row.agency,
            str(row.reasons.get(stage.value, "")),
        )
        for row in waiting.order_by(f"{sign}{since}", f"{sign}case_id")[: size + 1]
    ]


__all__ = [
    "WAITING",
    "Cascade",
    "Reasons",
    "cascade",
    "cascades",
    "cases_in_gap",
    "cases_shared_in_part",
    "cohort_rows",
    "counted_rows",
    "detected_by",
    "reasons",
    "reasons_by",
    "split",
]
