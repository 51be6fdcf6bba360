"""Writing down consent, and taking it back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from handrail.core.access.permission import permission_required
from handrail.core.accounts.models import Account
from handrail.core.cases.childhood import is_child
from handrail.core.cases.views.changing import WRITE, ask_first, form_page, to_case
from handrail.core.cases.views.opening import case_to_change, tells_refusals
from handrail.core.clock import now, today
from handrail.core.consent.actions import (
    grant_consent,
    share_without_consent,
    withdraw_consent,
)
from handrail.core.consent.forms import GrantForm, RecallForm, WithoutConsentForm
from handrail.core.consent.models import ConsentGrant
from handrail.core.consent.recalls import answer_recall, find_recall
from handrail.core.organisations.models import Organisation
from handrail.core.referrals.queries import ANSWER


@require_http_methods(["GET", "POST"])
@permission_required(WRITE)
@tells_refusals
def add_consent(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """What the person agrees to: who may read which parts, for what, until when."""
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_change(account, case_id)
    recipients = list(Organisation.objects.exclude(id=case.organisation_id).order_by("name"))
    form = GrantForm(
        request.POST or None, recipients=recipients, today=today(), child=is_child(case, today())
    )
    if not form.is_valid():
        return form_page(
            request,
            case,
            form,
            heading=_("What the person agrees to share"),
            lead=_(
                "Explain it first. Help does not depend on the answer, and it can be taken back at any time."
            ),
            submit=_("Keep the consent"),
        )
    recipient = next(one for one in recipients if str(one.id) == form.cleaned_data["recipient"])
    grant_consent(case, recipient=recipient, **form.grant(), by=account, at=now())
    messages.success(request, _("The consent is kept. You can send a referral under it now."))
    return to_case(case, "consent")


@require_http_methods(["GET", "POST"])
@permission_required(WRITE)
@tells_refusals
def withdraw(request: HttpRequest, case_id: UUID, grant_id: UUID) -> HttpResponseBase:
    """The person takes consent back: nothing to ask, nothing to explain, and it holds at once."""
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_change(account, case_id)
    grant = (
        ConsentGrant.objects.visible_to(account)
        .filter(id=grant_id, case=case)
        .select_related("recipient")
        .first()
    )
    if grant is None:
        raise Http404
    if request.method != "POST":
        return ask_first(
            request,
            case,
            question=_("Does the person take this consent back?"),
            points=[
                _("%(who)s cannot read the case any more, from now on.") % {"who": grant.recipient.name},
                _("Each unit that read it is asked to delete what it kept, and to say so."),
                _("Nobody is told why, and help goes on."),
            ],
            yes=_("Take it back"),
        )
    withdraw_consent(grant, on=today(), by=account)
    messages.success(
        request, _("The consent is taken back. Who read the case by it cannot read it any more.")
    )
    return to_case(case, "consent")


@require_http_methods(["GET", "POST"])
@permission_required(WRITE)
@tells_refusals
def without_consent(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Three grounds open a case although nobody agreed; the supervisors of the unit are told."""
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_change(account, case_id)
    recipients = list(Organisation.objects.exclude(id=case.organisation_id).order_by("name"))
    form = WithoutConsentForm(request.POST or None, recipients=recipients, today=today())
    if not form.is_valid():
        return form_page(
            request,
            case,
            form,
            heading=_("Share without consent"),
            lead=_(
                "Only where a life is in danger, a child has to be protected, or a court orders it. "
                "In every other case ask the person first."
            ),
            submit=_("Share, and tell the supervisors"),
        )
    recipient = next(one for one in recipients if str(one.id) == form.cleaned_data["recipient"])
    share_without_consent(case, recipient=recipient, **form.share(), by=account, at=now())
    messages.success(request, _("It is kept, and the supervisors are told. You can send a referral now."))
    return to_case(case, "consent")


@require_http_methods(["GET", "POST"])
@permission_required(ANSWER)
@tells_refusals
def recall_answer(request: HttpRequest, recall_id: UUID) -> HttpResponseBase:
    """A consent was taken back: what the unit that read the case under it kept."""
    account: Account = request.user  # type: ignore[assignment]
    asked = find_recall(account, recall_id)
    form = RecallForm(request.POST or None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "cases/recall.html", {"asked": asked, "form": form}, status=status)
    answer_recall(asked, form.cleaned_data["answer"], by=account, at=now())
    messages.success(request, _("Thank you. The other house sees your answer at once."))
    return redirect("work")
