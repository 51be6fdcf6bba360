"""The directory of services, and asking them for a person."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from handrail.core.access.domain.refusal import Refused
from handrail.core.access.permission import permission_required
from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case
from handrail.core.cases.views.changing import at_version, say_how_it_stands
from handrail.core.cases.views.opening import case_to_help, tells_refusals
from handrail.core.clock import now, today
from handrail.core.organisations.models import Unit
from handrail.protect.needs.models import Need
from handrail.protect.needs.words import KINDS
from handrail.protect.pages import help_form, to_help
from handrail.protect.permissions import HELP
from handrail.protect.services import actions, queries
from handrail.protect.services.actions import KEEP
from handrail.protect.services.domain.states import NEXT, RequestState
from handrail.protect.services.forms import AskForm, OutcomeForm, SearchForm, ServiceForm
from handrail.protect.services.models import Service, ServiceRequest
from handrail.protect.services.words import STATES

SHOWN = 100


@require_GET
@permission_required(HELP, KEEP)
def service_list(request: HttpRequest) -> HttpResponse:
    """The directory: by kind of help, place, language and condition."""
    account: Account = request.user  # type: ignore[assignment]
    form = SearchForm(request.GET or None, provinces=queries.provinces())
    said = form.cleaned_data if form.is_valid() else {}
    found = queries.find_services(
        queries.Wanted(
            kind=said.get("kind", ""),
            province=said.get("province", ""),
            language=said.get("language") or "",
            unconditional=said.get("unconditional", False),
            free=said.get("free", False),
        ),
        today(),
    )
    shown = {
        "form": form,
        "lines": found[:SHOWN],
        "more": len(found) > SHOWN,
        "asked": any(said.values()),
        "may_keep": account.may(KEEP),
    }
    return render(request, "protect/services/list.html", shown)


@require_GET
@permission_required(HELP, KEEP)
def service_page(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """One service: what it offers, to whom, on which conditions, and why it refused people of ours."""
    account: Account = request.user  # type: ignore[assignment]
    found = Service.objects.select_related("organisation", "unit__organisation")
    service = get_object_or_404(found, id=service_id)
    shown = {
        "line": queries.ServiceLine(service, today()),
        "may_keep": account.may(KEEP) and service.organisation_id == account.organisation_id,
        "refusals": queries.refusals_of(account, service) if account.may("core:case:read") else [],
    }
    return render(request, "protect/services/service.html", shown)


@require_http_methods(["GET", "POST"])
@permission_required(KEEP)
def service_add(request: HttpRequest) -> HttpResponseBase:
    """A new entry, kept by the account's own house."""
    account: Account = request.user  # type: ignore[assignment]
    form = ServiceForm(request.POST or None, units=_units(), service=None)
    if not form.is_valid():
        return _service_form(request, form, _("A service"))
    service = actions.add_service(form.values(today()), by=account)
    messages.success(request, _("The service is in the directory."))
    return redirect("service_page", service_id=service.id)


@require_http_methods(["GET", "POST"])
@permission_required(KEEP)
@tells_refusals
def service_edit(request: HttpRequest, service_id: UUID) -> HttpResponseBase:
    """Change an entry of one's own house."""
    account: Account = request.user  # type: ignore[assignment]
    service = get_object_or_404(Service, id=service_id)
    if service.organisation_id != account.organisation_id:
        raise Refused("service-of-others")
    form = _edit_form(request, service)
    if not form.is_valid():
        return _service_form(request, form, service.name)
    actions.change_service(service, form.values(today()), version=service.version, by=account)
    messages.success(request, _("Saved."))
    return redirect("service_page", service_id=service.id)


@require_POST
@permission_required(KEEP)
@tells_refusals
def service_confirm(request: HttpRequest, service_id: UUID) -> HttpResponseBase:
    """An entry of one's own house is still right today, as the page showed it."""
    account: Account = request.user  # type: ignore[assignment]
    service = get_object_or_404(Service, id=service_id, closed_on__isnull=True)
    shown = request.POST.get("version", "")
    if not shown.isascii() or not shown.isdecimal():
        raise Http404
    actions.confirm_service(service, version=int(shown), on=today(), by=account)
    messages.success(request, _("It is kept that the entry is still right today."))
    return redirect("work")


@permission_required(HELP)
@tells_refusals
def services_for_need(request: HttpRequest, case_id: UUID, need_id: UUID) -> HttpResponseBase:
    """Who could help with one need of one person, what fits first."""
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_help(account, case_id, HELP, "needs")
    need = _need(account, case, need_id)
    if request.method != "GET":
        return HttpResponseNotAllowed(["GET"])
    lines = queries.services_for(need.kind, queries.seeker_of(account, case, today()), today())
    shown = {"case": case, "need": need, "kind": KINDS[need.kind], "lines": lines[:SHOWN]}
    return render(request, "protect/services/for_need.html", shown)


@require_http_methods(["GET", "POST"])
@permission_required(HELP)
@tells_refusals
def ask(request: HttpRequest, case_id: UUID, need_id: UUID, service_id: UUID) -> HttpResponseBase:
    """Ask one service; under a consent the person is named to it, else not."""
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_help(account, case_id, HELP, "needs")
    need = _need(account, case, need_id)
    service = get_object_or_404(Service.objects.select_related("unit"), id=service_id)
    form = AskForm(request.POST or None, grants=queries.grants_for(account, case, service, today()))
    if not form.is_valid():
        lead = _("The directory says what is usual. Ask also where something stands in the way: it may bend.")
        return help_form(request, case, form, _("Ask: %(name)s") % {"name": service.name}, lead=lead)
    said = form.cleaned_data
    actions.ask_service(
        need,
        service,
        consent=form.grant(),
        send_case=said.get("send_case", False) and account.may("core:referral:send"),
        words=said["words"] or "",
        by=account,
        at=now(),
    )
    messages.success(request, _("It is kept. Until an answer comes, it waits in “My work”."))
    return to_help(case, "services")


@require_http_methods(["GET", "POST"])
@permission_required(HELP)
@tells_refusals
def outcome(request: HttpRequest, case_id: UUID, request_id: UUID) -> HttpResponseBase:
    """What became of one request."""
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_help(account, case_id, HELP, "needs")
    asked = (
        ServiceRequest.objects.visible_to(account)
        .filter(case=case, id=request_id)
        .select_related("case", "service")
        .first()
    )
    if asked is None or not NEXT[RequestState(asked.state)]:
        raise Http404
    form = _outcome_form(request, asked)
    if not form.is_valid():
        lead = _("%(service)s: %(state)s") % {
            "service": asked.service.name,
            "state": STATES[RequestState(asked.state)],
        }
        return help_form(request, case, form, _("What became of the request"), lead=lead)
    actions.set_request(asked, version=form.cleaned_data["version"], **form.outcome(), by=account, at=now())
    messages.success(request, _("It is kept."))
    return to_help(case, "services")


def _edit_form(request: HttpRequest, service: Service) -> ServiceForm:
    """Return the form. Who sends a page of an older version is told so; what was typed stays in the form."""
    if request.method != "POST":
        return ServiceForm(units=_units(), service=service)
    said, older = at_version(request, service.version)
    form = ServiceForm(said, units=_units(), service=service)
    if older:
        form.add_error(
            None,
            _("Somebody else changed this entry meanwhile. What you typed is here: save again to keep it."),
        )
    return form


def _outcome_form(request: HttpRequest, asked: ServiceRequest) -> OutcomeForm:
    """Return the form. Who sends a page of an older version is told how it stands now, and chooses again."""
    state = RequestState(asked.state)
    if request.method != "POST":
        return OutcomeForm(state=state, version=asked.version)
    said, older = at_version(request, asked.version)
    form = OutcomeForm(said, state=state, version=asked.version)
    if older:
        say_how_it_stands(form, str(STATES[state]))
    return form


def _need(account: Account, case: Case, need_id: UUID) -> Need:
    need = Need.objects.visible_to(account).filter(case=case, id=need_id).select_related("case").first()
    if need is None:
        raise Http404
    return need


def _units() -> list[Unit]:
    open_units = Unit.objects.filter(closed_on__isnull=True).select_related("organisation")
    return list(open_units.order_by("organisation__name", "name"))


def _service_form(request: HttpRequest, form: ServiceForm, heading: str) -> HttpResponseBase:
    shown = {"form": form, "page_heading": heading}
    return render(request, "protect/services/form.html", shown, status=422 if form.is_bound else 200)
