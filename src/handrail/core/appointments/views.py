"""Appointments: planning, who comes along, confirming, and one's own calendar."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from handrail.core.access.disclosure import may_change
from handrail.core.access.permission import permission_required
from handrail.core.accounts.models import Account
from handrail.core.appointments import actions
from handrail.core.appointments.actions import WRITE
from handrail.core.appointments.calendarfile import calendar
from handrail.core.appointments.domain.states import AHEAD, NEXT, AppointmentState, Kind, Role
from handrail.core.appointments.forms import AppointmentForm, CompanionForm, StateForm
from handrail.core.appointments.models import Appointment, Companion
from handrail.core.appointments.queries import ahead_of, line_of
from handrail.core.appointments.words import STATES
from handrail.core.audit import record
from handrail.core.cases.colleagues import who_can_take
from handrail.core.cases.queries import find_case
from handrail.core.cases.views.changing import at_version, form_page, say_how_it_stands
from handrail.core.cases.views.opening import case_to_change, tells_refusals
from handrail.core.clock import now, today

HALF_A_YEAR = timedelta(days=183)
MOST = 500


@require_http_methods(["GET", "POST"])
@permission_required(WRITE)
@tells_refusals
def add(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Plan an appointment."""
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_change(account, case_id)
    form = AppointmentForm(request.POST or None)
    if not form.is_valid():
        return form_page(request, case, form, heading=_("An appointment"), submit=_("Plan it"))
    said = form.cleaned_data
    made = actions.make_appointment(
        case,
        Kind(said["kind"]),
        form.starts_at(),
        place=said["place"],
        words=said["words"] or "",
        by=account,
        at=now(),
    )
    messages.success(request, _("It is planned. Write down who comes along, then confirm it."))
    return redirect("appointment", case_id=case.id, appointment_id=made.id)


@permission_required("core:case:read")
@tells_refusals
def appointment(request: HttpRequest, case_id: UUID, appointment_id: UUID) -> HttpResponseBase:
    """One appointment: who comes along, who has to, and what becomes of it."""
    account: Account = request.user  # type: ignore[assignment]
    if request.method == "POST":
        return _change(request, account, case_id, appointment_id)
    case = find_case(account, case_id)
    found = _find(account, case_id, appointment_id)
    record(
        action="core:appointment:opened",
        kind="case",
        ids=[case.id, found.id],
        actor=account.id,
        organisation=case.organisation_id,
    )
    return _page(request, account, found, None)


def _change(request: HttpRequest, account: Account, case_id: UUID, appointment_id: UUID) -> HttpResponseBase:
    case_to_change(account, case_id)
    found = _find(account, case_id, appointment_id)
    form = _state_form(request, found, line_of(account, found).missing_words)
    if not form.is_valid():
        return _page(request, account, found, form)
    said = form.cleaned_data
    actions.set_appointment(
        found,
        AppointmentState(said["state"]),
        version=said["version"],
        why_alone=said.get("why_alone") or "",
        by=account,
        at=now(),
    )
    messages.success(request, _("It is kept."))
    return redirect("appointment", case_id=case_id, appointment_id=found.id)


@require_http_methods(["GET", "POST"])
@permission_required(WRITE)
@tells_refusals
def companion_add(request: HttpRequest, case_id: UUID, appointment_id: UUID) -> HttpResponseBase:
    """Write down who comes along."""
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_change(account, case_id)
    found = _find(account, case_id, appointment_id)
    form = CompanionForm(request.POST or None, colleagues=who_can_take(case, today()))
    if not form.is_valid():
        return form_page(request, case, form, heading=_("Who comes along"), submit=_("Keep"))
    said = form.cleaned_data
    actions.add_companion(
        found, Role(said["role"]), name=said["name"], account=form.who(), said_yes=said["said_yes"], at=now()
    )
    messages.success(request, _("It is kept."))
    return redirect("appointment", case_id=case.id, appointment_id=found.id)


@require_http_methods(["GET", "POST"])
@permission_required(WRITE)
@tells_refusals
def companion_yes(
    request: HttpRequest, case_id: UUID, appointment_id: UUID, companion_id: UUID
) -> HttpResponseBase:
    """A companion has said yes: one press on the appointment's page."""
    account: Account = request.user  # type: ignore[assignment]
    case_to_change(account, case_id)
    found = _find(account, case_id, appointment_id)
    companion = Companion.objects.visible_to(account).filter(appointment=found, id=companion_id).first()
    if companion is None:
        raise Http404
    if request.method == "POST":
        actions.say_yes(companion, by=account)
    return redirect("appointment", case_id=case_id, appointment_id=found.id)


@require_GET
@permission_required("core:case:read")
def calendar_file(request: HttpRequest) -> HttpResponse:
    """One's own appointments of the next half year, for the calendar of a telephone; no names in it."""
    account: Account = request.user  # type: ignore[assignment]
    at = now()
    ahead = list(ahead_of(account, at, at + HALF_A_YEAR, MOST))
    if ahead:
        record(
            action="core:calendar:downloaded",
            kind="case",
            ids=[each.case_id for each in ahead],
            actor=account.id,
            organisation=account.organisation_id,
        )
    text = calendar([(each.id, each.starts_at) for each in ahead], made_at=at, title=_("Appointment"))
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="calendar.ics"'
    return answer


def _find(account: Account, case_id: UUID, appointment_id: UUID) -> Appointment:
    found = (
        Appointment.objects.visible_to(account)
        .filter(case_id=case_id, id=appointment_id)
        .select_related("case__person", "case__unit")
        .first()
    )
    if found is None:
        raise Http404
    return found


def _state_form(request: HttpRequest, found: Appointment, missing: str) -> StateForm:
    """Return the form. Who sends a page of an older version is told how it stands now, and chooses again."""
    state = AppointmentState(found.state)
    said, older = at_version(request, found.version)
    form = StateForm(said, state=state, version=found.version, missing=missing)
    if older:
        say_how_it_stands(form, str(STATES[state]))
    return form


def _page(
    request: HttpRequest, account: Account, found: Appointment, form: StateForm | None
) -> HttpResponseBase:
    line, state = line_of(account, found), AppointmentState(found.state)
    changes = may_change(account, found.case) and bool(NEXT[state])
    if form is None and changes:
        form = StateForm(state=state, version=found.version, missing=line.missing_words)
    shown: dict[str, Any] = {
        "case": found.case,
        "line": line,
        "form": form if changes else None,
        "may_add": changes and state in AHEAD,
        "alone_by": Account.objects.filter(id=found.alone_by).first() if found.alone_by else None,
    }
    status = 422 if form is not None and form.is_bound else 200
    return render(request, "cases/appointment.html", shown, status=status)
