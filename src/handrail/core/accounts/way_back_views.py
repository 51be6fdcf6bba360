"""The way back in by two persons: asking, confirming, and the page where the code opens once."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from handrail.core.access.permission import permission_required
from handrail.core.accounts import recovery
from handrail.core.accounts.domain.recovering import CODE_LASTS, REQUEST_LASTS
from handrail.core.accounts.forms import WayBackForm
from handrail.core.accounts.models import Account
from handrail.core.accounts.queries import ANSWERS_FOR, MANAGE, find_managed, find_recovery
from handrail.core.accounts.refusals import tells_refusals
from handrail.core.accounts.team_views import confirm_page
from handrail.core.clock import now


@require_http_methods(["GET", "POST"])
@permission_required(MANAGE)
@tells_refusals
def way_back_ask(request: HttpRequest, account_id: UUID) -> HttpResponseBase:
    """Ask for a way back for somebody of the organisation."""
    by: Account = request.user  # type: ignore[assignment]
    account = find_managed(by, account_id)
    if request.method == "POST":
        recovery.ask(account, by=by, at=now())
        messages.success(
            request, _("Asked. Now another administrator, or a supervisor of the unit, confirms.")
        )
        return redirect("account_page", account_id=account.id)
    return confirm_page(
        request,
        title=_("Open a way back"),
        question=_("Open a way back for %(name)s?") % {"name": account.display_name},
        points=[
            _("Within %(hours)s hours another administrator, or a supervisor of the unit, confirms.")
            % {"hours": _hours(REQUEST_LASTS)},
            _("That person gets a code to print, and gives it to %(name)s by hand.")
            % {"name": account.display_name},
            _("With the code comes a new password. The lost phone, keys and printed codes stop working."),
            _("Ask only after you have seen this person, or heard a voice that you know."),
        ],
        confirm_label=_("Ask for it"),
        cancel_url=reverse("account_page", args=[account.id]),
    )


@require_http_methods(["GET", "POST"])
@permission_required(MANAGE, ANSWERS_FOR)
@tells_refusals
def way_back_confirm(request: HttpRequest, recovery_id: UUID) -> HttpResponseBase:
    """Confirm as the second person, or close the request. The code is in the answer and nowhere else."""
    by: Account = request.user  # type: ignore[assignment]
    asked = find_recovery(by, recovery_id, now())
    if request.POST.get("answer") == "close":
        recovery.close(asked, by=by, at=now())
        messages.success(request, _("Closed. Nothing was changed."))
        return redirect("home")
    if request.POST.get("answer") == "confirm":
        code = recovery.confirm(asked, by=by, at=now())
        shown = {
            "account": asked.account,
            "code": code,
            "hours": _hours(CODE_LASTS),
            "address": request.build_absolute_uri(reverse("way_back")),
        }
        return render(request, "accounts/way_back_code.html", shown)
    own = by.id in (asked.asked_by_id, asked.account_id)
    return render(request, "accounts/way_back_confirm.html", {"asked": asked, "own": own})


@sensitive_post_parameters("code", "password", "again")
@never_cache
@require_http_methods(["GET", "POST"])
def way_back(request: HttpRequest) -> HttpResponseBase:
    """Take the code, set a new password, and remove what was lost. One answer to whatever does not fit."""
    form = WayBackForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        problem = _open(said["username"], said["code"], said["password"])
        if problem is None:
            messages.success(
                request, _("Your new password is set. Sign in with it, then set up your second step anew.")
            )
            return redirect("account_login")
        form.add_error(*problem)
    return render(request, "accounts/way_back.html", {"form": form})


def _open(username: str, code: str, password: str) -> tuple[str | None, str | ValidationError] | None:
    """Use the code; return None, or the field and the words to show."""
    does_not_fit = _(
        "This user name and this code do not fit together, or the code is used or too old. "
        "Check both. If they are right, ask for a new code."
    )
    at = now()
    found = recovery.find(username, code, at)
    if found is None:
        return None, does_not_fit
    try:
        validate_password(password, found.account)
    except ValidationError as too_weak:
        return "password", too_weak
    return None if recovery.use(found, password, at=at) else (None, does_not_fit)


def _hours(length: timedelta) -> int:
    return int(length.total_seconds() // 3600)
