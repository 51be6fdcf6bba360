"""Screenings: which tools there are, filling one in, and the path that a self-harm answer opens."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from handrail.core.access.disclosure import may_help
from handrail.core.access.permission import permission_required
from handrail.core.accounts.models import Account
from handrail.core.audit import record
from handrail.core.cases.queries import find_case
from handrail.core.cases.views.opening import case_to_help, tells_refusals
from handrail.core.clock import now, today
from handrail.core.dates import PartialDate
from handrail.protect.health.actions import SELF_HARM, WRITE, keep_screening
from handrail.protect.health.forms import ScreeningForm
from handrail.protect.health.instruments import instruments
from handrail.protect.health.models import READ
from handrail.protect.health.queries import screenings_of


@permission_required(READ)
def health(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """The screenings of one person, and the tools to fill in. Opening it is logged."""
    account: Account = request.user  # type: ignore[assignment]
    case = find_case(account, case_id)
    if request.method != "GET":
        raise Http404
    record(
        action="protect:health:opened",
        kind="case",
        ids=[case.id],
        actor=account.id,
        organisation=case.organisation_id,
    )
    shown = {
        "case": case,
        "lines": screenings_of(account, case),
        "instruments": instruments().values(),
        "may_write": may_help(account, case, WRITE, "health"),
    }
    return render(request, "protect/health/health.html", shown)


@require_http_methods(["GET", "POST"])
@permission_required(WRITE)
@tells_refusals
def screen(request: HttpRequest, case_id: UUID, instrument: str) -> HttpResponseBase:
    """Fill in one tool."""
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_help(account, case_id, WRITE, "health")
    tool = instruments().get(instrument)
    if tool is None:
        raise Http404
    form = ScreeningForm(
        request.POST or None, instrument=tool, initial={"taken_on": PartialDate(today(), today())}
    )
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        shown = {"case": case, "tool": tool, "form": form}
        return render(request, "protect/health/screen.html", shown, status=status)
    said = form.cleaned_data
    _made, scored = keep_screening(
        case,
        tool,
        answers=form.answers(),
        entered=said.get("score"),
        words=said["words"] or "",
        on=said["taken_on"],
        by=account,
        at=now(),
    )
    if SELF_HARM in scored.flags:
        return redirect("safety_path", case_id=case.id)
    messages.success(request, _("It is kept."))
    return redirect("health", case_id=case.id)


@permission_required(WRITE)
def safety_path(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """What to do now, with the person still in the room."""
    account: Account = request.user  # type: ignore[assignment]
    case = find_case(account, case_id)
    return render(request, "protect/health/safety_path.html", {"case": case})
