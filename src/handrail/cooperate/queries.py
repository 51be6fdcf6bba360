"""Scoped reads about imports.

An account sees the imports that its roles reach, and of their rows those whose case it sees too: a case that
it must not notice is not counted either.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from handrail.cooperate.actions.payload import About, about, open_rows
from handrail.cooperate.actions.uploads import headers_token
from handrail.cooperate.domain.mapping import join_headers
from handrail.cooperate.models import RUN, Decision, ImportRow, ImportRun, Outcome, RunStatus, SavedMapping
from handrail.cooperate.readers import Look
from handrail.core.access.door import reach_of
from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case
from handrail.core.organisations.models import Unit

PAGE = 20
SHOWN_ROWS = 100


@dataclass(frozen=True, slots=True)
class Listed:
    """One import in a list: what its file was called, and how many of its rows wait for somebody."""

    run: ImportRun
    told: About
    waiting: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page of imports, newest first, and where the next page begins."""

    imports: list[Listed]
    older: str


def newest_imports(account: Account, *, before: str = "") -> Page:
    """A page of the imports that the account sees; `before` is what a page gave as `older`."""
    runs = ImportRun.objects.visible_to(account).select_related("account", "unit")
    mark = _read_mark(before)
    if mark:
        runs = runs.filter(Q(created_at__lt=mark[0]) | Q(created_at=mark[0], id__gt=mark[1]))
    found = list(runs.order_by("-created_at", "id")[: PAGE + 1])
    shown = found[:PAGE]
    waiting = _waiting(account, shown)
    older = f"{shown[-1].created_at.isoformat()}_{shown[-1].id}" if len(found) > PAGE else ""
    return Page([Listed(run, about(run), waiting.get(run.id, 0)) for run in shown], older)


def _read_mark(text: str) -> tuple[datetime, UUID] | None:
    when, _, id = text.partition("_")
    try:
        return datetime.fromisoformat(when), UUID(id)
    except ValueError:
        return None


def rows_in_sight(account: Account) -> QuerySet[ImportRow]:
    """Rows of visible imports whose case, where they have one, the account sees."""
    cases = Case.objects.visible_to(account).values("id")
    return ImportRow.objects.visible_to(account).filter(Q(case_id__isnull=True) | Q(case_id__in=cases))


def _waiting(account: Account, runs: Iterable[ImportRun]) -> dict[UUID, int]:
    rows = rows_in_sight(account).filter(
        run__in=[run.id for run in runs if run.status == RunStatus.DONE],
        outcome__in=[Outcome.REFUSED, Outcome.POSSIBLE_UPDATE],
        decision=Decision.WAITING,
    )
    return dict(rows.values_list("run").annotate(Count("id")).order_by())


def imports_waiting(account: Account, *, limit: int) -> list[Listed]:
    """The newest imports of which some rows wait to be mended or decided."""
    page = newest_imports(account)
    return [each for each in page.imports if each.waiting][:limit]


def find_import(account: Account, run_id: UUID) -> ImportRun:
    """The import, or 404 for whoever does not see it."""
    runs = ImportRun.objects.visible_to(account).select_related("account", "unit", "organisation")
    run = runs.filter(id=run_id).first()
    if run is None:
        raise Http404
    return run


def find_waiting_row(account: Account, run: ImportRun, row_id: UUID) -> ImportRow:
    """A row that waits for a decision, or 404."""
    rows = rows_in_sight(account).filter(
        id=row_id, run=run, outcome=Outcome.POSSIBLE_UPDATE, decision=Decision.WAITING
    )
    row = rows.select_related("run", "run__organisation", "run__unit").first()
    if row is None:
        raise Http404
    return row


def counts_of(account: Account, run: ImportRun) -> dict[str, int]:
    """How many rows of an import came to what, as far as the account sees them."""
    rows = rows_in_sight(account).filter(run=run)
    counts = dict.fromkeys(Outcome.values, 0)
    counts |= dict(rows.values_list("outcome").annotate(Count("id")).order_by())
    return counts


def waiting_rows(account: Account, run: ImportRun, outcome: str) -> list[ImportRow]:
    """The first rows that wait, in the order of the file."""
    rows = rows_in_sight(account).filter(run=run, outcome=outcome, decision=Decision.WAITING)
    return list(rows.select_related("run").order_by("row", "id")[:SHOWN_ROWS])


def rows_to_send_back(account: Account, run: ImportRun) -> list[ImportRow]:
    """Every refused row that waits to be mended."""
    rows = rows_in_sight(account).filter(run=run, outcome=Outcome.REFUSED, decision=Decision.WAITING)
    return list(rows.select_related("run").order_by("row", "id"))


def kept_after_undo(account: Account, run: ImportRun) -> list[tuple[ImportRow, Case]]:
    """The rows whose case was not taken back, with the case."""
    rows = list(rows_in_sight(account).filter(run=run).exclude(kept_because="")[:SHOWN_ROWS])
    cases = Case.objects.visible_to(account).in_bulk([row.case_id for row in rows if row.case_id])
    return [(row, cases[row.case_id]) for row in rows if row.case_id in cases]


def opened(run: ImportRun, rows: Iterable[ImportRow]) -> list[dict[str, Any]]:
    """What is kept of the rows, in the open, in their order."""
    rows = list(rows)
    blocks = open_rows(run.organisation_id, rows)
    return [blocks.get(row.id, {}) | {"row": row} for row in rows]


def units_to_import_to(account: Account) -> list[Unit]:
    """The units into which the account may bring cases, its own first."""
    reach = reach_of(account, RUN)
    within = Q(id__in=reach.units) | Q(organisation__in=reach.organisations)
    units = Unit.objects.filter(within, closed_on__isnull=True).order_by("path")
    return sorted(units, key=lambda unit: unit.id != account.unit_id)


def saved_mappings(run: ImportRun, seen: Look) -> list[tuple[SavedMapping, bool]]:
    """The organisation's kept mappings; those that fit the headers of this file first, marked True."""
    tokens = {headers_token(run.organisation_id, headers) for headers in _possible_headers(seen)}
    saved = SavedMapping.objects.filter(organisation=run.organisation_id).order_by("name")
    marked = [(each, bytes(each.headers_token) in tokens) for each in saved]
    return sorted(marked, key=lambda pair: not pair[1])


def _possible_headers(seen: Look) -> Iterable[list[str]]:
    """The headers that a file has if its header is one of the first rows, or two of them."""
    for sheet in seen.sheets:
        head = sheet.rows[:6]
        for index, row in enumerate(head):
            yield join_headers([row])
            if index + 1 < len(head):
                yield join_headers([row, head[index + 1]])


def imports_of_case(account: Account, case: Case) -> list[dict[str, Any]]:
    """The imports that made or changed a case, oldest first: file, row, day, by whom."""
    rows = (
        ImportRow.objects.visible_to(account)
        .filter(case_id=case.id, undone=False)
        .exclude(outcome=Outcome.UNCHANGED)
        .exclude(outcome=Outcome.POSSIBLE_UPDATE, decision__in=[Decision.WAITING, Decision.SKIP])
        .select_related("run", "run__account")
        .order_by("written_at", "run__created_at")
    )
    return [
        {
            "row": row,
            "run": row.run,
            "file": about(row.run).name,
            "day": row.written_at,
        }
        for row in rows
    ]
