"""Needs and safety: asking, answering, and two people who write at the same time."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from handrail.core.access.domain.refusal import Refused
from handrail.core.access.permission import permission_required
from handrail.core.accounts.models import Account
from handrail.core.cases.domain.merging import Clash, merge
from handrail.core.cases.models import Case
from handrail.core.cases.views.opening import case_to_help, tells_refusals
from handrail.core.cases.writing import hold
from handrail.core.clock import now
from handrail.core.shell.calendars import date_format
from handrail.protect.needs import actions
from handrail.protect.needs.domain.states import NeedState
from handrail.protect.needs.forms import AnswerForm, NeedsForm, SafetyForm
from handrail.protect.needs.models import Need
from handrail.protect.needs.queries import safety_of
from handrail.protect.needs.words import DANGERS, KINDS
from handrail.protect.pages import help_form, to_help
from handrail.protect.permissions import HELP

MINE, THEIRS = "mine", "theirs"


@require_http_methods(["GET", "POST"])
@permission_required(HELP)
@tells_refusals
def add(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Write down what the person needs."""
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_help(account, case_id, HELP, "needs")
    form = NeedsForm(request.POST or None)
    if not form.is_valid():
        lead = _("Ask, do not guess. Help does not depend on telling what happened or on testifying.")
        return help_form(request, case, form, _("What is needed"), lead=lead)
    said = form.cleaned_data
    actions.add_needs(case, said["kinds"], urgent=said["urgent"], words=said["words"], by=account, at=now())
    messages.success(request, _("The needs are kept."))
    return to_help(case, "needs")


@require_http_methods(["GET", "POST"])
@permission_required(HELP)
@tells_refusals
def answer(request: HttpRequest, case_id: UUID, need_id: UUID) -> HttpResponseBase:
    """What became of one need."""
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_help(account, case_id, HELP, "needs")
    need = Need.objects.visible_to(account).filter(case=case, id=need_id).select_related("case").first()
    if need is None:
        raise Http404
    form = AnswerForm(request.POST or None, state=NeedState(need.state))
    if not form.is_valid():
        lead = _("Not wanting it is a choice: it is kept as one, and nothing else is lost.")
        return help_form(request, case, form, str(KINDS[need.kind]), lead=lead)
    said = form.cleaned_data
    actions.answer_need(need, NeedState(said["state"]), words=said["words"], by=account, at=now())
    messages.success(request, _("It is kept."))
    return to_help(case, "needs")


@require_http_methods(["GET", "POST"])
@permission_required(HELP)
@tells_refusals
def safety(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Who may harm the person, how to make contact, the safety plan."""
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_help(account, case_id, HELP, "needs")
    if request.method == "GET":
        standing = safety_of(account, case)
        return _safety_page(request, case, SafetyForm(values=standing.values, version=standing.version))
    try:
        return _save(request, account, case)
    except Refused as refused:
        if refused.code != "changed-meanwhile":
            raise
        # Somebody saved between our reading and our writing: read again, with nobody between this time.
        hold(case)
        return _save(request, account, case)


def _save(request: HttpRequest, account: Account, case: Case) -> HttpResponseBase:
    standing = safety_of(account, case)
    form = SafetyForm(request.POST, values=standing.values, version=standing.version)
    if not form.is_valid():
        return _safety_page(request, case, form)
    mine = form.changes()
    # A choice counts only between the two answers that were shown: not if a third came in since.
    decided = request.POST.get("asked_at") == str(standing.version)
    merged = merge(
        seen={name: form.seen(name) for name in mine},
        mine=mine,
        theirs=standing.values,
        mine_wins=[name for name in mine if decided and request.POST.get(f"keep-{name}") == MINE],
        theirs_wins=[name for name in mine if decided and request.POST.get(f"keep-{name}") == THEIRS],
    )
    if merged.clashes:
        return _safety_page(request, case, form, merged.clashes, asked_at=standing.version)
    if form.cleaned_data["version"] != standing.version and not decided:
        messages.info(request, _("Somebody else wrote here at the same time. Both changes are kept."))
    if merged.changes:
        actions.keep_safety(case, merged.changes, expected_version=standing.version, by=account, at=now())
    messages.success(request, _("Saved.") if merged.changes else _("Nothing was changed."))
    return to_help(case, "safety")


def _safety_page(
    request: HttpRequest, case: Case, form: SafetyForm, clashes: tuple[Clash, ...] = (), asked_at: int = 0
) -> HttpResponseBase:
    choices = [
        {
            "name": f"keep-{clash.field}",
            "label": form.fields[clash.field].label,
            "mine": _said(clash.field, clash.mine),
            "theirs": _said(clash.field, clash.theirs),
        }
        for clash in clashes
    ]
    shown = {"case": case, "form": form, "clashes": choices, "asked_at": asked_at}
    status = 409 if clashes else 422 if form.errors else 200
    return render(request, "protect/needs/safety.html", shown, status=status)


def _said(field: str, value: Any) -> str:
    if field == "danger":
        return str(DANGERS[value or ""])
    if not value:
        return _("(nothing)")
    return date_format(value) if field == "review_on" else str(value)
