"""Pages about what a person asked, the own copy, and records whose time is over."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from handrail.core.access.disclosure import disclosure
from handrail.core.access.permission import permission_required
from handrail.core.accounts.models import Account
from handrail.core.audit import record
from handrail.core.cases.models import Case
from handrail.core.cases.queries import find_case
from handrail.core.cases.views.opening import case_to_change, tells_refusals
from handrail.core.clock import now, today
from handrail.core.languages.survivors import language_for_survivors
from handrail.core.rights import actions, erasing
from handrail.core.rights.domain.keeping import rule_for
from handrail.core.rights.domain.requests import RESTRICTING, Asker, Right, State
from handrail.core.rights.forms import AnswerForm, HoldForm, RequestForm
from handrail.core.rights.models import RightsRequest
from handrail.core.rights.owncopy import own_copy
from handrail.core.rights.queries import ERASE, find_request, past_keeping, requests_of
from handrail.core.rights.rules import answering_rules, keeping_rules
from handrail.core.rights.words import ASKERS, EXPLAINED, RIGHTS, STATES

WRITE = "core:case:write"
SHOWN = 50


def lines(account: Account, case: Case) -> list[dict[str, Any]]:
    """Return what was asked about a case, as pages draw it."""
    return [_line(request) for request in requests_of(account, case)[:SHOWN]]


def _line(request: RightsRequest) -> dict[str, Any]:
    right, state = Right(request.kind), State(request.state)
    in_force = right in RESTRICTING and state is State.GRANTED and request.lifted_at is None
    return {
        "request": request,
        "right": RIGHTS[right],
        "explained": EXPLAINED[right],
        "asker": ASKERS[Asker(request.asked_by)],
        "state": STATES[state],
        "open": state is State.OPEN,
        "confirmed": state is State.CONFIRMED,
        "in_force": in_force,
        "erasure": right is Right.ERASURE,
    }


@require_http_methods(["GET", "POST"])
@permission_required(WRITE)
@tells_refusals
def right_new(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Write down that somebody asked."""
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_change(account, case_id, although_restricted=True)
    form = RequestForm(
        request.POST or None, today=today(), may_erase=account.may(ERASE), initial={"received_on": today()}
    )
    if not form.is_valid():
        rule = rule_for(answering_rules(), case.organisation.country, today())
        return render(request, "rights/new.html", {"case": case, "form": form, "rule": rule})
    asked = actions.enter_request(case, **form.cleaned_data, by=account, at=now())
    messages.success(request, _("It is written down."))
    return redirect("right_page", case_id=case.id, request_id=asked.id)


@require_http_methods(["GET", "POST"])
@permission_required(WRITE)
@tells_refusals
def right_page(request: HttpRequest, case_id: UUID, request_id: UUID) -> HttpResponseBase:
    """One request: what was said, and its answer."""
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_change(account, case_id, although_restricted=True)
    asked = find_request(account, case, request_id)
    asked.case = case
    form = AnswerForm(request.POST or None)
    if asked.kind != Right.ERASURE.value and form.is_valid():
        said = form.cleaned_data
        actions.answer(asked, grant=said["answer"] == "grant", why=said["why"], by=account, at=now())
        messages.success(request, _("The answer is kept."))
        return redirect("case_page", case_id=case.id)
    shown = {
        "case": case,
        "line": _line(asked),
        "words": actions.words_of(asked),
        "form": form,
        "may_erase": account.may(ERASE),
        "is_second": asked.entered_by != account.id,
        "grace_over": asked.grace_until is not None and asked.grace_until <= today(),
    }
    return render(request, "rights/request.html", shown)


@require_http_methods(["GET", "POST"])
@permission_required(WRITE)
@tells_refusals
def right_step(request: HttpRequest, case_id: UUID, request_id: UUID, step: str) -> HttpResponseBase:
    """One step of a request: confirm or do an erasure, take a request back, lift a restriction."""
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_change(
        account, case_id, ERASE if step in ("confirm", "erase") else WRITE, although_restricted=True
    )
    asked = find_request(account, case, request_id)
    asked.case = case
    if request.method == "GET":
        return redirect("right_page", case_id=case.id, request_id=asked.id)
    if step == "confirm":
        actions.confirm_erasure(asked, by=account, at=now())
        messages.success(request, _("Confirmed. It can still be stopped until the days of grace are over."))
    elif step == "erase":
        erasing.erase(asked, by=account, on=today(), at=now())
        messages.success(request, _("The person is erased. Nobody can read this record any more."))
    elif step == "stop":
        actions.stop_erasure(asked, by=account, at=now())
        messages.success(request, _("It is taken back."))
    elif step == "lift":
        actions.lift_restriction(asked, by=account, at=now())
        messages.success(request, _("The restriction is lifted."))
    else:
        raise Http404
    return redirect("case_page", case_id=case.id)


@require_http_methods(["GET", "POST"])
@permission_required("core:case:read")
def own_copy_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The person's own copy to print: first the notes to leave out are ticked, then it is shown."""
    account: Account = request.user  # type: ignore[assignment]
    case = find_case(account, case_id)
    if not disclosure(account, case).whole:
        raise Http404
    without = {UUID(one) for one in request.POST.getlist("without") if _is_uuid(one)}
    copy = own_copy(account, case, without=without, without_parts=set(request.POST.getlist("without-part")))
    if request.method != "POST":
        return render(request, "rights/own_copy_choose.html", {"case": case, "copy": copy})
    record(
        action="core:copy:made",
        kind="case",
        ids=[case.id],
        actor=account.id,
        organisation=case.organisation_id,
    )
    with translation.override(language_for_survivors()):
        return render(request, "rights/own_copy.html", {"case": case, "copy": copy, "day": today()})


@require_GET
@permission_required(ERASE)
def keeping(request: HttpRequest) -> HttpResponse:
    """The records whose time for keeping is over."""
    account: Account = request.user  # type: ignore[assignment]
    rows = past_keeping(account, today(), limit=SHOWN)
    record(
        action="core:case:listed",
        kind="case",
        ids=sorted(row.case_id for row in rows),
        actor=account.id,
        organisation=account.organisation_id,
    )
    rule = rule_for(keeping_rules(), account.organisation.country, today())
    return render(request, "rights/keeping.html", {"rows": rows, "rule": rule})


@require_http_methods(["GET", "POST"])
@permission_required(ERASE)
@tells_refusals
def keeping_decide(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Keep a record longer, with a reason; or ask for its erasure, which a second person confirms."""
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_change(account, case_id, ERASE, although_restricted=True)
    form = HoldForm(request.POST if "hold" in request.POST else None)
    if "erase" in request.POST:
        asked = actions.enter_request(
            case,
            right=Right.ERASURE,
            asker=Asker.RETENTION,
            received_on=today(),
            said="",
            by=account,
            at=now(),
        )
        messages.success(request, _("Asked for. A second person must confirm it."))
        return redirect("right_page", case_id=case.id, request_id=asked.id)
    if form.is_valid():
        said = form.cleaned_data
        actions.hold(case, days=365 * said["years"], why=said["why"], by=account, at=now())
        messages.success(request, _("The record is kept, with your reason."))
        return redirect("keeping")
    shown = {"case": case, "form": form, "back": reverse("keeping")}
    return render(request, "rights/keeping_decide.html", shown)


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
