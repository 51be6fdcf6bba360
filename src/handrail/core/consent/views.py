"""Writing down consent, and taking it back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from handrail.core.access.permission import permission_required
from handrail.core.accounts.models import Account
from handrail.core.cases.views.changing import WRITE, ask_first, form_page, to_case
from handrail.core.cases.views.opening import case_to_change, tells_refusals
from handrail.core.clock import now, today
from handrail.core.consent.actions import grant_consent, withdraw_consent
from handrail.core.consent.forms import GrantForm
from handrail.core.consent.models import ConsentGrant
from handrail.core.organisations.models import Organisation


@require_http_methods(["GET", "POST"])
@permission_required(WRITE)
@tells_refusals
def add_consent(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """What the person agrees to: who may read which parts, for what, until when."""
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_change(account, case_id)
    recipients = list(Organisation.objects.exclude(id=case.organisation_id).order_by("name"))
    form = GrantForm(request.POST or None, recipients=recipients, today=today())
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
                _("Nobody is told why, and help goes on."),
            ],
            yes=_("Take it back"),
        )
    withdraw_consent(grant, on=today(), by=account)
    messages.success(
        request, _("The consent is taken back. Who read the case by it cannot read it any more.")
    )
    return to_case(case, "consent")
