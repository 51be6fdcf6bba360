"""Rows that wait: to be mended outside, to be decided here, or to be let go of."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from handrail.cooperate.actions.payload import about
from handrail.cooperate.actions.settling import decide, leave_out, waiting_difference
from handrail.cooperate.domain.records import IncomingRecord
from handrail.cooperate.exporting.mending import mending_csv, mending_workbook
from handrail.cooperate.models import RUN, ImportRow
from handrail.cooperate.queries import find_import, find_waiting_row, rows_to_send_back
from handrail.cooperate.views.answers import attachment, tells_refusals
from handrail.cooperate.views.facts import plain
from handrail.core.access import permission_required
from handrail.core.accounts.models import Account
from handrail.core.audit import record
from handrail.core.cases.models import Case
from handrail.core.cases.reading import open_cases
from handrail.core.cases.words import kind_words, label_of, spoken
from handrail.core.clock import now
from handrail.core.dates import PartialDate
from handrail.core.milestones.models import Milestone


@require_GET
@permission_required(RUN)
@tells_refusals
def refused_rows(request: HttpRequest, run_id: UUID, ending: str) -> HttpResponse:
    """The refused rows as a file to mend and send back."""
    account: Account = request.user  # type: ignore[assignment]
    run = find_import(account, run_id)
    rows = rows_to_send_back(account, run)
    if not rows or ending not in ("xlsx", "csv"):
        raise Http404
    headers = about(run).headers
    content = mending_workbook(headers, rows) if ending == "xlsx" else mending_csv(headers, rows)
    record(
        action="cooperate:import-row:exported",
        kind="import",
        ids=[run.id],
        actor=account.id,
        organisation=run.organisation_id,
    )
    return attachment(content, _("rows to mend") + f".{ending}")


@require_http_methods(["GET", "POST"])
@permission_required(RUN)
@tells_refusals
def leave_rows_out(request: HttpRequest, run_id: UUID) -> HttpResponseBase:
    """Let go of the refused rows that nobody will mend."""
    account: Account = request.user  # type: ignore[assignment]
    run = find_import(account, run_id)
    if request.method == "POST":
        left = leave_out(run, by=account)
        messages.success(request, _("%(count)s rows are left out.") % {"count": left})
        return redirect("import_page", run.id)
    shown = {
        "title": _("Leave these rows out?"),
        "points": [
            _("The refused rows of this import are removed for good."),
            _("The cases that came in stay as they are."),
        ],
        "confirm_label": _("Leave them out"),
        "cancel_url": reverse("import_page", args=[run.id]),
        "danger": True,
    }
    return render(request, "shell/confirm.html", shown)


@require_http_methods(["GET", "POST"])
@permission_required(RUN)
@tells_refusals
def decide_row(request: HttpRequest, run_id: UUID, row_id: UUID) -> HttpResponseBase:
    """One row that may be an update of a case: the two side by side, and three answers."""
    account: Account = request.user  # type: ignore[assignment]
    run = find_import(account, run_id)
    row = find_waiting_row(account, run, row_id)
    if request.method == "POST":
        decide(row, request.POST.get("decision", ""), by=account, at=now())
        messages.success(request, _("Decided."))
        return redirect("import_page", run.id)
    told, case, change = waiting_difference(row, account)
    shown: dict[str, Any] = {"run": run, "told": about(run), "row": row, "case": case}
    if case is not None and change is not None:
        shown["name"], shown["lines"] = _side_by_side(account, told, case, row)
        shown["new_lines"] = len(change.lines)
        shown["both"] = [label_of(name) for name in change.both]
    return render(request, "cooperate/decide.html", shown)


def _side_by_side(
    account: Account, told: IncomingRecord, case: Case, row: ImportRow
) -> tuple[str, list[dict[str, Any]]]:
    """The name of the case, and each thing that the case or the row says, side by side."""
    record(
        action="core:case:opened",
        kind="case",
        ids=[case.id],
        actor=account.id,
        organisation=case.organisation_id,
        reason="import",
    )
    opened = open_cases([case])[case.id]
    milestones = Milestone.objects.visible_to(account).filter(case=case)
    here = {m.kind: (m.earliest, m.latest) for m in milestones}
    lines = []
    for name in dict.fromkeys([*told.values, *opened.values]):
        if name.endswith("On") and name.startswith("hr_"):
            continue
        one = plain(spoken(name, opened.values[name])) if name in opened.values else ""
        other = plain(spoken(name, told.values[name])) if name in told.values else ""
        lines.append(
            {"label": label_of(name), "here": one, "there": other, "differs": other not in ("", one)}
        )
    for kind in dict.fromkeys([*told.milestones, *here]):
        when = told.milestones.get(kind)
        stands = here.get(kind)
        one = plain(PartialDate(*stands)) if stands else ""
        other = plain(PartialDate(when.earliest, when.latest)) if when else ""
        lines.append(
            {"label": kind_words(kind), "here": one, "there": other, "differs": other not in ("", one)}
        )
    return opened.name, lines
