"""Emergency openings: the form that opens, and the page where somebody looks at what was opened."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from handrail.core.access import breakglass
from handrail.core.access.breakglass import REVIEW, USE, Reason, Verdict
from handrail.core.access.domain.refusal import Refused
from handrail.core.access.models import BreakGlass
from handrail.core.access.permission import permission_required
from handrail.core.accounts.models import Account
from handrail.core.audit import record
from handrail.core.cases.models import Case
from handrail.core.clock import now

REASONS = {
    Reason.LIFE: gettext_lazy("Somebody's life or safety is at risk now"),
    Reason.FOUND: gettext_lazy("The person is here, and I must know what is known"),
    Reason.DEADLINE: gettext_lazy("A court or another authority waits for an answer today"),
    Reason.NOBODY: gettext_lazy("Nobody who may open the case can be reached"),
    Reason.OTHER: gettext_lazy("Something else"),
}
VERDICTS = {
    Verdict.NEEDED: gettext_lazy("It was needed"),
    Verdict.DOUBTFUL: gettext_lazy("I doubt it: close the case to this person at once"),
}


REFUSALS = {
    "no-such-case": gettext_lazy(
        "There is no case of this number that can be opened here. Check the number."
    ),
    "too-many-waiting": gettext_lazy(
        "%(most)s cases that you opened in an emergency wait for somebody to look at them. "
        "Ask a supervisor to do that now; then you can open the next."
    ),
    "closed-by-reviewer": gettext_lazy(
        "You opened this case in an emergency before, and a supervisor closed it again. "
        "Ask the supervisor of its unit to give you the case."
    ),
}


class EmergencyForm(forms.Form):
    """The number of a case, and why it must be opened now."""

    number = forms.CharField(
        label=gettext_lazy("Case number"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "input--code", "spellcheck": "false"}),
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Why now?"), choices=list(REASONS.items()), widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=gettext_lazy("In your own words"),
        max_length=2000,
        help_text=gettext_lazy("Whoever answers for the case reads this. It is kept encrypted."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ReviewForm(forms.Form):
    """What the reviewer found."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("What do you find?"), choices=list(VERDICTS.items()), widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@require_http_methods(["GET", "POST"])
@permission_required(USE)
def emergency(request: HttpRequest) -> HttpResponseBase:
    """Open one case for four hours."""
    by: Account = request.user  # type: ignore[assignment]
    form = EmergencyForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            case = breakglass.open_in_emergency(
                said["number"], reason=Reason(said["reason"]), text=said["text"], by=by, at=now()
            )
        except Refused as refused:
            _log_refusal(by, refused)
            form.add_error("number", str(REFUSALS[refused.code]) % refused.facts)
        else:
            return redirect("case_page", case_id=case.id)
    return render(request, "access/emergency.html", {"form": form})


@require_http_methods(["GET", "POST"])
@permission_required(REVIEW)
def emergency_review(request: HttpRequest, opening_id: UUID) -> HttpResponseBase:
    """Who opened which case, when and why; and what the reviewer says to it."""
    by: Account = request.user  # type: ignore[assignment]
    opening = breakglass.waiting_for(by).filter(id=opening_id).first()
    if opening is None:
        raise Http404
    case = Case.objects.visible_to(by).get(id=opening.case_id)
    form = ReviewForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        breakglass.review(opening, case, verdict=Verdict(said["verdict"]), note=said["note"], by=by, at=now())
        messages.success(request, _("Kept. Thank you for looking at it."))
        return redirect("work")
    return _review_page(request, opening, case, form)


def _review_page(request: HttpRequest, opening: BreakGlass, case: Case, form: ReviewForm) -> HttpResponse:
    told = breakglass.told(opening, case.organisation_id)
    who = Account.objects.select_related("unit").get(id=opening.account_id)
    facts: list[dict[str, Any]] = [
        {"label": _("Case"), "value": case.number},
        {"label": _("Opened by"), "value": f"{who.display_name} ({who.unit.name})"},
        {"label": _("Why"), "value": REASONS[Reason(told.reason)]},
        {"label": _("In their words"), "value": told.text},
    ]
    shown = {"opening": opening, "case": case, "facts": facts, "form": form}
    return render(request, "access/emergency_review.html", shown)


def _log_refusal(by: Account, refused: Refused) -> None:
    # Without the number: it would tell a reader of the log which numbers are hidden.
    record(
        action="core:breakglass:refused",
        kind="account",
        ids=[by.id],
        actor=by.id,
        organisation=by.organisation_id,
        reason=refused.code,
    )
