"""Leave and deputies: one's own, and those of the people for whom one arranges it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from handrail.core.absences import actions
from handrail.core.absences.forms import LeaveForm
from handrail.core.absences.queries import (
    arranged_by,
    away_with_deputy,
    find_leave,
    leaves_seen,
    possible_deputies,
)
from handrail.core.access.domain.refusal import Refused
from handrail.core.accounts.models import Account
from handrail.core.accounts.refusals import on_form, tells_refusals
from handrail.core.clock import now, today

PAGE = 200


@require_GET
@login_required
def leave(request: HttpRequest) -> HttpResponse:
    """Who is away and who stands in, as far as it is this account's to know."""
    account: Account = request.user  # type: ignore[assignment]
    shown = {
        "standing_in": away_with_deputy(account, today()),
        "leaves": leaves_seen(account, today())[:PAGE],
        "account": account,
        "today": today(),
    }
    return render(request, "absences/leave.html", shown)


@require_http_methods(["GET", "POST"])
@login_required
def leave_new(request: HttpRequest) -> HttpResponseBase:
    """Enter a leave."""
    account: Account = request.user  # type: ignore[assignment]
    people = list(arranged_by(account).order_by("display_name", "id"))
    form = LeaveForm(
        request.POST or None,
        people=people,
        deputies=possible_deputies(account, today()),
        initial={"account": str(account.id), "starts_on": today()},
    )
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.enter_leave(
                said["account"],
                deputy=said["deputy"],
                starts_on=said["starts_on"],
                ends_on=said["ends_on"],
                by=account,
                on=today(),
                at=now(),
            )
        except Refused as refused:
            on_form(form, request, refused)
        else:
            messages.success(request, _("The leave is entered."))
            return redirect("leave_list")
    return render(request, "absences/form.html", {"form": form})


@require_http_methods(["GET", "POST"])
@login_required
@tells_refusals
def leave_end(request: HttpRequest, absence_id: UUID) -> HttpResponseBase:
    """End a leave early, or take it back before it begins."""
    account: Account = request.user  # type: ignore[assignment]
    absence = find_leave(account, absence_id, today())
    if request.method == "POST":
        actions.end_leave(absence, by=account, on=today())
        messages.success(request, _("The leave has ended. Nobody stands in any more."))
        return redirect("leave_list")
    shown = {
        "title": _("End the leave"),
        "question": _("Is %(name)s back?") % {"name": absence.account.display_name},
        "points": [_("Whoever stands in no longer sees these cases, unless their own role opens them.")],
        "confirm_label": _("End the leave"),
        "cancel_url": reverse("leave_list"),
    }
    return render(request, "shell/confirm.html", shown)
