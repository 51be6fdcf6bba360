"""Opening a case: who may it be already, then the first record."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from handrail.core.access.permission import permission_required
from handrail.core.accounts.models import Account
from handrail.core.audit import record
from handrail.core.cases.actions import open_case
from handrail.core.cases.domain.likeness import Reason
from handrail.core.cases.duplicates import Match, possible_matches
from handrail.core.cases.forms.intake import CheckForm, IntakeForm, intake_initial
from handrail.core.cases.listed import lines
from handrail.core.cases.queries import units_within
from handrail.core.cases.words import REASONS
from handrail.core.clock import now, today
from handrail.core.drafts.marks import BEGUN

CREATE = "core:case:create"

TONES = {
    Reason.SAME_DOCUMENT: "danger",
    Reason.SAME_PHONE: "warn",
    Reason.SAME_NAME: "warn",
    Reason.SIMILAR_NAME: "",
    Reason.BIRTH_FITS: "",
    Reason.BIRTH_DIFFERS: "ok",
}


@require_http_methods(["GET", "POST"])
@permission_required(CREATE)
def intake(request: HttpRequest) -> HttpResponseBase:
    """Check, then write. What was typed travels in the form: nothing is kept until the case is opened."""
    account: Account = request.user  # type: ignore[assignment]
    step = request.POST.get("step", "")
    if step == "save":
        return _save(request, account)
    if request.method == "GET" and BEGUN in request.GET:
        return _form_page(request, _blank(account))
    if request.method == "GET":
        return _check_page(request, CheckForm())
    check = CheckForm(request.POST)
    if not check.is_valid():
        return _check_page(request, check)
    if step == "new":
        return _form_page(request, _blank(account, check))
    matches = possible_matches(account, check.sought())
    if not matches:
        if not check.sought().nothing:
            messages.info(
                request, _("No similar person in the cases that you can see. Go on with the new case.")
            )
        return _form_page(request, _blank(account, check))
    _log_shown(account, matches)
    return _check_page(request, check, matches)


def _save(request: HttpRequest, account: Account) -> HttpResponseBase:
    form = IntakeForm(request.POST, units=units_within(account, CREATE), today=today())
    if not form.is_valid():
        return _form_page(request, form)
    case = open_case(form.draft(owner_id=account.id), by=account, at=now())
    messages.success(request, _("The case is open. Its number is %(number)s.") % {"number": case.number})
    return redirect("case_page", case_id=case.id)


def _blank(account: Account, check: CheckForm | None = None) -> IntakeForm:
    known = intake_initial(check) if check else {}
    initial = {**known, "token": uuid.uuid4(), "unit": str(account.unit_id)}
    return IntakeForm(initial=initial, units=units_within(account, CREATE), today=today())


def _form_page(request: HttpRequest, form: IntakeForm) -> HttpResponseBase:
    return render(request, "cases/intake.html", {"form": form, "steps": _steps(2)})


def _check_page(
    request: HttpRequest, form: CheckForm, matches: list[Match] | None = None
) -> HttpResponseBase:
    shown: dict[str, Any] = {"form": form, "steps": _steps(1)}
    if matches:
        account: Account = request.user  # type: ignore[assignment]
        cases = lines(account, [match.found for match in matches])
        shown["matches"] = [
            {"case": case, "reasons": [{"words": REASONS[why], "tone": TONES[why]} for why in match.reasons]}
            for case, match in zip(cases, matches, strict=True)
        ]
    return render(request, "cases/check.html", shown)


def _log_shown(account: Account, matches: list[Match]) -> None:
    record(
        action="core:case:compared",
        kind="case",
        ids=[match.found.case.id for match in matches],
        actor=account.id,
        organisation=account.organisation_id,
    )


def _steps(current: int) -> list[dict[str, str]]:
    labels = (_("Is the person known already?"), _("First record"))
    return [
        {"label": label, "state": "current" if place == current else "done" if place < current else ""}
        for place, label in enumerate(labels, 1)
    ]
