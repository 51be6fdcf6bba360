"""What a report counts: an account's own scope through the door. And the menu that it chooses from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import yaml
from django.db.models import Case, CharField, Count, F, Q, Value, When

from handrail.core.milestones.domain.stages import Stage
from handrail.measure import sql
from handrail.measure.domain.cohort import UNKNOWN, Cohort
from handrail.measure.domain.published import Counts, Table, Universe
from handrail.measure.domain.report import (
    DETECTED,
    NO,
    YES,
    Definition,
    ReportMenu,
    ReportProblem,
    exact_table,
)
from handrail.measure.domain.steps import STEP
from handrail.measure.queries import Deadlines, Rows, cohort_rows
from handrail.measure.sql import AsOf

if TYPE_CHECKING:
    from handrail.core.accounts.models import Account


@cache
def _read() -> dict[str, Any]:
    text = resources.files("handrail.measure").joinpath("data/report_menu.yaml").read_text("utf-8")
    read: dict[str, Any] = yaml.safe_load(text)
    return read


@cache
def report_menu() -> ReportMenu:
    """What a report can be made of, from `data/report_menu.yaml`."""
    read = _read()
    handed = read["hand_out"]
    measures = tuple(handed["measures"])
    return ReportMenu(
        tuple(read["variables"]["rows"]),
        tuple(read["variables"]["columns"]),
        tuple(read["measures"]),
        read["most_rows"],
        read["coarser"],
        tuple(handed["one"]),
        (
            *((rows, columns) for rows, columns in handed["two"]),
            *((row, measure) for row in handed["by_measure"] for measure in measures),
        ),
        measures,
    )


def presets() -> Mapping[str, Mapping[str, Any]]:
    """The reports that are there from the beginning: id -> definition as a mapping."""
    return {preset["id"]: {k: v for k, v in preset.items() if k != "id"} for preset in _read()["presets"]}


def forms() -> list[dict[str, Any]]:
    """SDG 16.2.2's forms of exploitation: which of our purposes each holds, its series, how sure that is."""
    found: list[dict[str, Any]] = _read()["forms"]
    return found


def _parted() -> dict[str, Any]:
    """Variables that are no column of the row: whether a child, the form of SDG 16.2.2, the formal status."""
    words = CharField()
    return {
        "child_": Case(
            When(child=True, then=Value("child")),
            When(child=False, then=Value("adult")),
            default=Value(UNKNOWN),
            output_field=words,
        ),
        "form_": Case(
            *(When(purpose__in=form["purposes"], then=Value(form["id"])) for form in forms()),
            default=Value(UNKNOWN),
            output_field=words,
        ),
    }


def _status(as_of: AsOf) -> Case:
    return Case(
        *(When(as_of.has(f"{name}_on"), then=Value(name)) for name in ("identified", "presumed", "screened")),
        default=Value("not_screened"),
        output_field=CharField(),
    )


_COLUMN = {"child": "child_", "form": "form_", "status": "status_", "unit": "unit_id"}


def _column(name: str) -> str:
    return _COLUMN.get(name, name)


def _with_variables(rows: Rows, as_of: AsOf) -> Rows:
    return rows.annotate(**_parted(), status_=_status(as_of)).order_by()


def condition(measure: str, as_of: AsOf, deadlines: Deadlines) -> Q:
    """Who is counted by a measure. Raises ReportProblem for a wait that no deadline is known for."""
    if measure == DETECTED:
        return Q(as_of.has("detected_on"))
    kind, _, name = measure.partition("_")
    stage = Stage(name)
    if kind == "reached":
        return Q(as_of.has(f"{name}_on"))
    step, deadline = STEP[stage], deadlines[stage]
    if deadline is None:
        raise ReportProblem("no-deadline", field="measure", value=measure)
    return sql.before_step(step, as_of) & sql.is_due(step, as_of, deadline) & sql.still_waits(step, as_of)


def own_tables(
    account: Account, definition: Definition, quarters: tuple[str, str], as_of: AsOf, deadlines: Deadlines
) -> list[Table]:
    """Count a report over the cases that the account reads in full: one query a block of rows."""
    rows = _with_variables(cohort_rows(account, Cohort(*quarters)), as_of)
    met = condition(definition.measure, as_of, deadlines)
    if definition.parted_by_measure:
        rows = rows.annotate(measure_=_yes(met))
        return [
            exact_table(
                _count(rows, _column(row), "measure_"),
                measure=definition.measure,
                row=row,
                column=definition.measure,
                values=(YES, NO),
            )
            for row in definition.rows
        ]
    rows = rows.filter(met)
    names = [_column(definition.column)] if definition.column else []
    return [
        exact_table(
            _count(rows, _column(row), *names),
            measure=definition.measure,
            row=row,
            column=definition.column,
        )
        for row in definition.rows
    ]


def handed_universe(rows: Rows, as_of: AsOf, deadlines: Deadlines) -> Universe:
    """Count the people of a hand-out, as the menu says: once each variable, once each pair."""
    menu = report_menu()
    rows = _with_variables(rows, as_of)
    known: list[str] = []
    for measure in menu.handed_measures:
        try:
            rows = rows.annotate(**{f"{measure}_": _yes(condition(measure, as_of, deadlines))})
        except ReportProblem:  # no deadline is in force: the hand-out has no such table
            continue
        known.append(measure)

    def column(name: str) -> str:
        return f"{name}_" if name in known else _column(name)

    unknown = {*menu.handed_measures} - {*known}
    return Universe(
        "people",
        {name: _count(rows, column(name)) for name in (*menu.one, *known)},
        {pair: _count(rows, *(column(name) for name in pair)) for pair in menu.two if not unknown & {*pair}},
    )


def _yes(met: Q) -> Case:
    return Case(When(met, then=Value(YES)), default=Value(NO), output_field=CharField())


def _count(rows: Rows, *names: str) -> Counts:
    counted: Counter[tuple[str, ...]] = Counter()
    for *values, people in rows.values_list(*(F(name) for name in names)).annotate(people=Count("pk")):
        counted[tuple(str(value) if value else UNKNOWN for value in values)] += people
    return counted
