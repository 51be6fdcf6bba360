"""Proposing a formal determination, answering it, appealing against it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from handrail.core.access.domain.refusal import Refused
from handrail.core.access.permission import permission_required
from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case
from handrail.core.cases.records import open_words
from handrail.core.cases.views.changing import form_page
from handrail.core.cases.views.opening import case_to_change, tells_refusals
from handrail.core.clock import now
from handrail.identify.formal import actions
from handrail.identify.formal.actions import AGREE, PROPOSE
from handrail.identify.formal.domain.states import Outcome, State
from handrail.identify.formal.forms import AnswerForm, AppealForm, ProposeForm
from handrail.identify.formal.models import Formal


@require_http_methods(["GET", "POST"])
@permission_required(PROPOSE)
@tells_refusals
def formal_propose(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """A determination with its reasons; a second person then answers."""
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_change(account, case_id, PROPOSE)
    form = ProposeForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        lead = _("A second person answers. Neither answer takes any help away.")
        return _form(request, case, form, _("Formal determination"), lead)
    said = form.cleaned_data
    actions.propose(case, Outcome(said["outcome"]), said["reasons"], by=account, at=now())
    messages.success(request, _("It is kept, and waits for a second person."))
    return _back(case)


@require_http_methods(["GET", "POST"])
@permission_required(AGREE)
@tells_refusals
def formal_answer(request: HttpRequest, case_id: UUID, formal_id: UUID) -> HttpResponseBase:
    """The second person's answer."""
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_change(account, case_id, AGREE)
    formal = _formal(account, case, formal_id, State.PROPOSED)
    if formal.written_by == account.id:
        raise Refused("formal-own")
    form = AnswerForm(request.POST if request.method == "POST" else None, initial={"version": formal.version})
    if not form.is_bound or not form.is_valid():
        reasons = open_words([formal], case.person_id)[0][1].get("reasons", "")
        return _form(request, case, form, formal.get_outcome_display(), reasons)
    said = form.cleaned_data
    actions.answer(
        formal, State(said["state"]), said["words"] or "", version=said["version"], by=account, at=now()
    )
    messages.success(request, _("It is kept."))
    return _back(case)


@require_http_methods(["GET", "POST"])
@permission_required(PROPOSE)
@tells_refusals
def formal_appeal(request: HttpRequest, case_id: UUID, formal_id: UUID) -> HttpResponseBase:
    """What the person says against a determination."""
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_change(account, case_id, PROPOSE)
    formal = _formal(account, case, formal_id, State.AGREED)
    form = AppealForm(request.POST if request.method == "POST" else None, initial={"version": formal.version})
    if not form.is_bound or not form.is_valid():
        lead = _("Afterwards it can be proposed anew, with the new facts. Help goes on meanwhile.")
        return _form(request, case, form, _("Appeal"), lead)
    actions.appeal(
        formal, form.cleaned_data["words"], version=form.cleaned_data["version"], by=account, at=now()
    )
    messages.success(request, _("It is kept."))
    return _back(case)


def _formal(account: Account, case: Case, formal_id: UUID, state: State) -> Formal:
    found = Formal.objects.visible_to(account).filter(case=case, id=formal_id, state=state)
    formal = found.select_related("case").first()
    if formal is None:
        raise Http404
    return formal


def _form(request: HttpRequest, case: Case, form: Any, heading: str, lead: str) -> HttpResponseBase:
    return form_page(request, case, form, heading=heading, submit=_("Keep"), lead=lead)


def _back(case: Case) -> HttpResponseBase:
    gone = redirect("case_page", case_id=case.id)
    gone["Location"] += "#screenings"
    return gone
