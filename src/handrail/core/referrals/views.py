"""Sending a case to another unit, answering one that was sent to us, ending it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from handrail.core.access.domain.disclosure import under_grants
from handrail.core.access.permission import permission_required
from handrail.core.accounts.models import Account
from handrail.core.cases.listed import age_words
from handrail.core.cases.values import read_values
from handrail.core.cases.views.changing import ask_first, form_page, to_case
from handrail.core.cases.views.opening import case_to_change, tells_refusals
from handrail.core.cases.words import PURPOSES, SEXES
from handrail.core.catalogue import purpose_of
from handrail.core.clock import now, today
from handrail.core.consent.sharing import shares_of
from handrail.core.milestones.domain.row import sex_of
from handrail.core.referrals import actions
from handrail.core.referrals.actions import SEND
from handrail.core.referrals.forms import ReferralForm
from handrail.core.referrals.models import Referral
from handrail.core.referrals.queries import ANSWER, find_sent_to_us, live_grants, units_of
from handrail.core.referrals.words import REASONS


@require_http_methods(["GET", "POST"])
@permission_required(SEND)
@tells_refusals
def send(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Send a case to a unit that a live consent names."""
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_change(account, case_id, SEND)
    grants = live_grants(account, case, today())
    units = units_of([grant.recipient_id for grant in grants])
    form = ReferralForm(request.POST or None, grants=grants, units=units)
    if not grants:
        return render(request, "cases/no_consent.html", {"case": case})
    if not form.is_valid():
        return form_page(request, case, form, heading=_("Send the case to another unit"), submit=_("Send"))
    consent, unit = form.chosen()
    actions.send_referral(case, consent=consent, to_unit=unit, by=account, at=now())
    messages.success(request, _("Sent. The case opens to them when they accept."))
    return to_case(case, "consent")


@require_http_methods(["GET", "POST"])
@permission_required(ANSWER)
@tells_refusals
def answer(request: HttpRequest, referral_id: UUID) -> HttpResponseBase:
    """What was sent to us: who asks, what we would see, and yes or no."""
    account: Account = request.user  # type: ignore[assignment]
    referral = find_sent_to_us(account, referral_id)
    said = request.POST.get("answer")
    if said not in ("accept", "decline"):
        return render(request, "cases/referral.html", _offered(referral))
    reason = request.POST.get("reason", "")
    if said == "decline" and reason not in REASONS:
        return render(
            request, "cases/referral.html", _offered(referral) | {"reason_missing": True}, status=422
        )
    actions.answer_referral(referral, accept=said == "accept", reason=reason, by=account, at=now())
    if said == "accept":
        messages.success(request, _("Accepted. The case is open to your unit while the consent lasts."))
        return redirect("case_page", case_id=referral.case_id)
    messages.success(request, _("Declined. The other unit sees it at once."))
    return redirect("work")


@require_http_methods(["GET", "POST"])
@permission_required(SEND, ANSWER)
@tells_refusals
def end(request: HttpRequest, case_id: UUID, referral_id: UUID) -> HttpResponseBase:
    """Either side ends it; the case closes to the unit that it was sent to."""
    account: Account = request.user  # type: ignore[assignment]
    referral = (
        Referral.objects.visible_to(account)
        .filter(id=referral_id, case_id=case_id)
        .select_related("to_unit", "case")
        .first()
    )
    if referral is None:
        raise Http404
    if request.method != "POST":
        return ask_first(
            request,
            referral.case,
            question=_("End this referral?"),
            points=[_("The case closes to %(unit)s.") % {"unit": referral.to_unit.name}],
            yes=_("End it"),
        )
    actions.end_referral(referral, by=account, at=now())
    messages.success(request, _("The referral has ended."))
    return redirect("work")


def _offered(referral: Referral) -> dict[str, Any]:
    """Return what a unit may know before it answers: counted facts that the consent shows, no name."""
    case, disclosed = referral.case, under_grants([referral.consent.fields])
    values = disclosed.values(read_values(case.person.coded, case.coded))
    facts = [
        {"label": _("Sent by"), "value": f"{case.organisation.name}, {case.unit.name}"},
        {"label": _("To"), "value": referral.to_unit.name},
        {"label": _("For what"), "value": referral.consent.get_purpose_display()},
    ]
    if disclosed.shows("hr_Sex"):
        facts.append({"label": _("The person"), "value": f"{SEXES[sex_of(values)]}, {age_words(values)}"})
    if disclosed.shows("vic_TypeOfExploitation"):
        purpose = purpose_of(values.get("vic_TypeOfExploitation") or ())
        facts.append({"label": _("Kind of exploitation"), "value": str(PURPOSES[purpose])})
    return {
        "referral": referral,
        "facts": facts,
        "shares": shares_of(referral.consent),
        "reasons": REASONS.items(),
    }
