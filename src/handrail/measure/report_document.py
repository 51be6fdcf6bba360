"""A report as a document: what it says about itself, its tables, its notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from handrail.core.milestones.domain.stages import Stage
from handrail.core.norms import norms_in_force
from handrail.core.organisations.models import Unit
from handrail.measure import snapshot_source
from handrail.measure.domain.published import TOTAL, Table
from handrail.measure.domain.report import Definition, Period, handed_tables
from handrail.measure.handing_out import tables_of
from handrail.measure.models import HandOut
from handrail.measure.report_source import own_tables, report_menu
from handrail.measure.report_words import (
    HANDED_MARKING,
    MARKING,
    VARIABLES,
    measure_definition,
    measure_words,
    report_value,
    sdg_notes,
    variable_definition,
)
from handrail.measure.sql import AsOf
from handrail.measure.words import deadline_words, span, value_words

if TYPE_CHECKING:
    from handrail.core.accounts.models import Account


@dataclass(frozen=True, slots=True)
class ShownTable:
    """One block of rows: headings, then lines of a name and numbers. None is a hidden number."""

    title: str
    heads: tuple[str, ...]
    lines: tuple[tuple[str, tuple[int | None, ...]], ...]


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """All that a report says. `facts` are (label, words); `people` is None where the total is hidden."""

    title: str
    inside: bool
    marking: str
    facts: tuple[tuple[str, str], ...]
    tables: tuple[ShownTable, ...]
    notes: tuple[str, ...]
    people: int | None
    period: tuple[str, str]

    @property
    def file_name(self) -> str:
        first, last = self.period
        kind = "internal" if self.inside else "to-hand-out"
        return f"report-{first}-{last}-{kind}" if first != last else f"report-{first}-{kind}"


def own_document(account: Account, definition: Definition, *, title: str, today: date) -> ReportDocument:
    """Count a report in the account's own scope, live and exact. Raises ReportProblem."""
    quarters = definition.period.quarters(today)
    norms = norms_in_force(account.organisation.country, today)
    deadlines = {stage: norm.days if norm else None for stage, norm in norms.items()}
    made = own_tables(account, definition, quarters, AsOf(today), deadlines)
    units = _unit_names(account) if "unit" in definition.rows else {}
    notes = [*_definitions(definition.measure, [*definition.rows, definition.column])]
    if definition.measure.startswith("late_"):
        norm = norms[Stage(definition.measure.partition("_")[2])]
        if norm:
            deadline = _("Deadline: %(span)s.") % {"span": span(norm.days)}
            notes.append(f"{deadline} {deadline_words(norm)}")
    if Period("last-quarter").quarters(today)[1] < quarters[1]:
        notes.append(_("The last of these quarters is not over yet."))
    notes.append(
        _(
            "Counts are exact and small ones are shown: whoever knows the people can find one. Who "
            "may see the cases "
            "may see this; to pass figures on, use the table to hand out."
        )
    )
    return ReportDocument(
        title=title or measure_words(definition.measure),
        inside=True,
        marking=str(MARKING),
        facts=(
            *_head_facts(definition.measure, quarters),
            (_("Whom"), _("The cases that %(who)s may read in full") % {"who": account.display_name}),
            (_("Organisation"), account.organisation.name),
            (_("As the records stood on"), date_format(today)),
            (_("Source"), "Handrail"),
        ),
        tables=tuple(_shown(table, units) for table in made),
        notes=tuple(notes),
        people=made[0].cells[-1][-1] if made else 0,
        period=quarters,
    )


def handed_document(made: HandOut, definition: Definition, *, title: str) -> ReportDocument:
    """Show from a hand-out the tables that a report asks for. Raises ReportProblem where it holds none."""
    menu = report_menu()
    picked = handed_tables(definition, tables_of(made), menu)
    rule = snapshot_source.menu().rule
    asked = [*definition.rows, *([definition.column] if definition.column else [])]
    given = list(dict.fromkeys(menu.coarser.get(name, name) for name in asked))
    notes = [*_definitions(definition.measure, given)]
    notes += [
        _("Given instead of “%(asked)s”: “%(given)s”. The same people in two grains could be subtracted.")
        % {"asked": VARIABLES[name], "given": VARIABLES[menu.coarser[name]]}
        for name in asked
        if name in menu.coarser
    ]
    notes += [
        _(
            "Every number is rounded to a multiple of %(base)s. Counts from 1 to below "
            "%(threshold)s are hidden, and so "
            "are others that would let somebody work them out; rows and columns need not add up."
        )
        % {"base": rule.base, "threshold": rule.threshold},
        _(
            "All people of the organisation detected in these quarters are counted, but not the "
            "cases that others "
            "referred to it. Each quarter is handed out once: a later correction is not in these tables."
        ),
        _(
            "Do not put exact counts of the same people beside these: together they give the hidden "
            "ones away."
        ),
    ]
    quarters = (made.first_quarter, made.last_quarter)
    return ReportDocument(
        title=title or measure_words(definition.measure),
        inside=False,
        marking=str(HANDED_MARKING),
        facts=(
            *_head_facts(definition.measure, quarters),
            (_("Organisation"), made.organisation.name),
            (_("As the records stood on"), date_format(made.as_of)),
            (_("Made on"), date_format(made.made_at)),
            (_("Source"), f"Handrail, SHA-256 {made.sha256[:16]}"),
        ),
        tables=tuple(_shown(table, {}) for table in picked),
        notes=tuple(notes),
        people=picked[0].cells[-1][-1] if picked else None,
        period=quarters,
    )


def _head_facts(measure: str, quarters: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return (
        (_("Counted"), measure_words(measure)),
        (_("Detected in"), quarters_words(quarters)),
    )


def quarters_words(quarters: tuple[str, str]) -> str:
    """From the first to the last quarter, in words."""
    first, last = (value_words("quarter", quarter) for quarter in quarters)
    return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}


def _definitions(measure: str, variables: Sequence[str]) -> list[str]:
    found = [*sdg_notes()] if "form" in variables else []
    found += [measure_definition(measure), *(variable_definition(name) for name in variables if name)]
    return list(dict.fromkeys(words for words in found if words))


def _unit_names(account: Account) -> dict[str, str]:
    return {str(id): name for id, name in Unit.objects.values_list("id", "name")}


def _shown(table: Table, units: Mapping[str, str]) -> ShownTable:
    heads = (
        [report_value(table.columns, value, units) for value in table.column_values] if table.columns else []
    )
    label = str(VARIABLES[table.rows])
    return ShownTable(
        title=label,
        heads=(label, *heads, _("All") if table.columns else _("People")),
        lines=tuple(
            (report_value(table.rows, value, units), cells)
            for value, cells in zip((*table.row_values, TOTAL), table.cells, strict=True)
        ),
    )
