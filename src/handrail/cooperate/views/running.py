"""One import: what it will do, how far it is, what became of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from handrail.cooperate import jobs
from handrail.cooperate.actions.payload import about, problem_from
from handrail.cooperate.actions.running import confirm_import, seems_stopped
from handrail.cooperate.actions.undoing import may_undo
from handrail.cooperate.models import RUN, ImportRun, Outcome, RunStatus
from handrail.cooperate.queries import (
    counts_of,
    find_import,
    kept_after_undo,
    opened,
    waiting_rows,
)
from handrail.cooperate.views.answers import tells_refusals
from handrail.cooperate.views.facts import fact_words
from handrail.cooperate.views.steps import steps_of
from handrail.cooperate.words import FAILURES, KEPT, OUTCOME_TONES
from handrail.core.access import permission_required
from handrail.core.accounts.models import Account
from handrail.core.clock import now

AT_WORK = (RunStatus.MAPPED, RunStatus.CONFIRMED, RunStatus.RUNNING, RunStatus.UNDOING)


@require_GET
@permission_required(RUN)
@tells_refusals
def import_page(request: HttpRequest, run_id: UUID) -> HttpResponseBase:
    """The page of an import, whatever it has come to."""
    account: Account = request.user  # type: ignore[assignment]
    run = find_import(account, run_id)
    told = about(run)
    shown: dict[str, Any] = {"run": run, "told": told, "steps": steps_of(run)}
    match run.status:
        case RunStatus.UPLOADED:
            return redirect("import_map", run.id)
        case RunStatus.CHECKED:
            return render(request, "cooperate/preview.html", shown | _preview(told.preview))
        case RunStatus.DONE:
            return render(request, "cooperate/result.html", shown | _result(account, run))
        case RunStatus.UNDONE:
            kept = [(row, case, KEPT.get(row.kept_because)) for row, case in kept_after_undo(account, run)]
            return render(request, "cooperate/undone.html", shown | {"kept": kept})
        case RunStatus.FAILED:
            return render(request, "cooperate/failed.html", shown | _failed(account, run))
        case _:
            return render(request, "cooperate/progress.html", shown | _progress(account, run))


def _preview(preview: dict[str, Any]) -> dict[str, Any]:
    rows = [
        row | {"facts": [fact_words(name, text) for name, text in row["facts"]]}
        for row in preview.get("rows", [])
    ]
    counts = preview.get("counts", {})
    return {
        "tiles": _tiles(counts),
        "counts": counts,
        "groups": [
            (Outcome(outcome).label, [row for row in rows if row["outcome"] == outcome])
            for outcome in (Outcome.CREATED, Outcome.UPDATED, Outcome.POSSIBLE_UPDATE)
        ],
        "problems": [problem_from(problem) for problem in preview.get("problems", [])],
        "notices": [problem_from(problem) for problem in preview.get("notices", [])],
        "dropped": preview.get("dropped", {}),
        "to_write": sum(
            counts.get(o, 0) for o in (Outcome.CREATED, Outcome.UPDATED, Outcome.POSSIBLE_UPDATE)
        ),
    }


def _tiles(counts: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "label": Outcome(outcome).label,
            "value": counts.get(outcome, 0),
            "tone": OUTCOME_TONES[outcome] if counts.get(outcome) and outcome != Outcome.CREATED else "",
        }
        for outcome in Outcome.values
    ]


def _result(account: Account, run: ImportRun) -> dict[str, Any]:
    refused = opened(run, waiting_rows(account, run, Outcome.REFUSED))
    for each in refused:
        each["problems"] = [problem_from(problem) for problem in each.get("problems", [])]
    return {
        "tiles": _tiles(counts_of(account, run)),
        "refused": refused,
        "possible": opened(run, waiting_rows(account, run, Outcome.POSSIBLE_UPDATE)),
        "dropped": run.dropped,
        "may_undo": may_undo(account, run, at=now()),
    }


def _progress(account: Account, run: ImportRun) -> dict[str, Any]:
    return {
        "stopped": seems_stopped(run, at=now()),
        "own": run.account_id == account.id,
        "may_undo": run.has_rows and may_undo(account, run, at=now()),
        "cases_come": run.phase == "writing" or run.rows_in > 0,
    }


def _failed(account: Account, run: ImportRun) -> dict[str, Any]:
    unreadable = _("The file could not be read again (%(code)s).")
    return {
        "why": str(FAILURES.get(run.failed_because) or unreadable % {"code": run.failed_because}),
        "own": run.account_id == account.id,
        "may_undo": may_undo(account, run, at=now()),
    }


@require_GET
@permission_required(RUN)
def progress(request: HttpRequest, run_id: UUID) -> HttpResponseBase:
    """The moving part of the page; when there is nothing to wait for, the whole page anew."""
    account: Account = request.user  # type: ignore[assignment]
    run = find_import(account, run_id)
    if run.status not in AT_WORK:
        answer = HttpResponse(status=200)
        answer["HX-Refresh"] = "true"
        return answer
    return render(request, "cooperate/_moving.html", {"run": run, **_progress(account, run)})


@require_POST
@permission_required(RUN)
@tells_refusals
def confirm(request: HttpRequest, run_id: UUID) -> HttpResponseBase:
    """Bring a checked file in, or let a stopped one go on."""
    account: Account = request.user  # type: ignore[assignment]
    run = find_import(account, run_id)
    confirm_import(run, by=account)
    jobs.bring_in.enqueue(run_id=str(run.id), account_id=str(account.id))
    return redirect("import_page", run.id)
