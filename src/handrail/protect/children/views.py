"""Guardians, best interests, detention and family of a child."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from handrail.core.access.permission import permission_required
from handrail.core.accounts.models import Account
from handrail.core.cases.views.opening import case_to_help, tells_refusals
from handrail.core.clock import now
from handrail.protect.children import actions
from handrail.protect.children.forms import BestInterestsForm, ChildhoodForm, GuardianForm
from handrail.protect.children.models import Childhood
from handrail.protect.pages import help_form, to_help
from handrail.protect.permissions import HELP


@require_http_methods(["GET", "POST"])
@permission_required(HELP)
@tells_refusals
def guardian_add(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Who stands for the child."""
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_help(account, case_id, HELP, "children")
    form = GuardianForm(request.POST or None)
    if not form.is_valid():
        return help_form(request, case, form, _("A guardian"))
    said = form.cleaned_data
    actions.add_guardian(case, **{**said, "contact": said["contact"] or ""}, by=account, at=now())
    messages.success(request, _("The guardian is written down."))
    return to_help(case, "child")


@require_http_methods(["GET", "POST"])
@permission_required(HELP)
@tells_refusals
def best_interests_add(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """An assessment or a determination of what is best for the child."""
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_help(account, case_id, HELP, "children")
    form = BestInterestsForm(request.POST or None)
    if not form.is_valid():
        return help_form(request, case, form, _("What is best for the child"))
    actions.add_best_interests(case, **form.cleaned_data, by=account, at=now())
    messages.success(request, _("It is kept."))
    return to_help(case, "child")


@require_http_methods(["GET", "POST"])
@permission_required(HELP)
@tells_refusals
def childhood(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Detention and family. Who saves over another's answer is shown it first."""
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_help(account, case_id, HELP, "children")
    found = Childhood.objects.visible_to(account).filter(case=case).first()
    version = found.version if found else 0
    stands = {"version": version, **({"detained": found.detained, "tracing": found.tracing} if found else {})}
    form = ChildhoodForm(request.POST or None, initial=stands)
    if request.method == "POST" and request.POST.get("version") != str(version):
        form = ChildhoodForm(initial=stands)
        messages.warning(request, _("Somebody else changed this meanwhile. This is how it stands now."))
        return help_form(request, case, form, _("Detention and family"))
    if not form.is_valid():
        return help_form(request, case, form, _("Detention and family"))
    actions.keep_childhood(case, **form.cleaned_data, by=account, at=now())
    messages.success(request, _("Saved."))
    return to_help(case, "child")
