"""Going or staying, contacts afterwards, and how life goes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from handrail.core.access.permission import permission_required
from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case
from handrail.core.cases.records import open_words
from handrail.core.cases.views.opening import case_to_change, case_to_help, tells_refusals
from handrail.core.clock import now, today
from handrail.core.dates import PartialDate
from handrail.protect.afterwards import actions
from handrail.protect.afterwards.domain.going import Wish
from handrail.protect.afterwards.domain.schedule import ContactState
from handrail.protect.afterwards.forms import ContactForm, GoingForm, TalkForm
from handrail.protect.afterwards.models import Contact, Going
from handrail.protect.pages import help_form, to_help
from handrail.protect.permissions import HELP


@require_http_methods(["GET", "POST"])
@permission_required(HELP)
@tells_refusals
def going(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Whether the person goes back, stays, or goes elsewhere."""
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_change(account, case_id, HELP)
    found = Going.objects.visible_to(account).filter(case=case).first()
    version = found.version if found else 0
    heading = _("Going or staying")
    lead = _("It is the person’s choice. Going is never a condition for help, nor a punishment.")
    if request.method != "POST":
        return help_form(request, case, GoingForm(initial=_stands(case, found)), heading, lead=lead)
    if request.POST.get("version") != str(version):
        messages.warning(request, _("Somebody else changed this meanwhile. This is how it stands now."))
        return help_form(request, case, GoingForm(initial=_stands(case, found)), heading, lead=lead)
    form = GoingForm(request.POST)
    if form.is_valid() and form.cleaned_data["left_on"]:
        said = form.cleaned_data
        form.refuse(
            actions.what_is_lacking(
                case,
                account,
                said["left_on"],
                wish=Wish(said["wish"]),
                risk=said["risk"],
                detained=said["detained"],
            )
        )
    if not form.is_valid():
        return help_form(request, case, form, heading, lead=lead)
    said = form.cleaned_data
    actions.keep_going(
        case,
        wish=Wish(said["wish"]),
        risk=said["risk"],
        detained=said["detained"],
        left_on=said["left_on"],
        words={"why": said["why"] or "", "risks": said["risks"] or ""},
        version=version,
        by=account,
        at=now(),
    )
    messages.success(request, _("It is kept."))
    return to_help(case, "afterwards")


@require_http_methods(["GET", "POST"])
@permission_required(HELP)
@tells_refusals
def contacts_plan(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Contacts from today on, for somebody who stays or whose journey is not written down here."""
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_change(account, case_id, HELP)
    if request.method == "POST":
        actions.plan_contacts(case, today(), by=account, at=now())
        messages.success(request, _("The contacts are planned."))
    return to_help(case, "afterwards")


@require_http_methods(["GET", "POST"])
@permission_required(HELP)
@tells_refusals
def contact(request: HttpRequest, case_id: UUID, contact_id: UUID) -> HttpResponseBase:
    """What became of one contact."""
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_help(account, case_id, HELP, "afterwards")
    found = (
        Contact.objects.visible_to(account).filter(case=case, id=contact_id).select_related("case").first()
    )
    if found is None:
        raise Http404
    form = ContactForm(request.POST or None, initial={"version": found.version})
    if not form.is_valid():
        lead = _("Use the safe way that the person chose. Ask first whether it is safe to talk now.")
        return help_form(request, case, form, _("A contact"), lead=lead)
    said = form.cleaned_data
    actions.set_contact(
        found,
        ContactState(said["state"]),
        way=said["way"],
        words=said["words"] or "",
        on=today(),
        version=said["version"],
        by=account,
        at=now(),
    )
    messages.success(request, _("It is kept."))
    return to_help(case, "afterwards")


@require_http_methods(["GET", "POST"])
@permission_required(HELP)
@tells_refusals
def talk(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """How life goes, as the person says it."""
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_help(account, case_id, HELP, "afterwards")
    form = TalkForm(request.POST or None, initial={"on": PartialDate(today(), today())})
    if not form.is_valid():
        lead = _("The person rates; you write it down. Leave open what was not talked about.")
        return help_form(request, case, form, _("How life goes"), lead=lead)
    said = form.cleaned_data
    actions.keep_talk(
        case,
        on=said["on"],
        ratings=form.ratings(),
        factors=said["factors"],
        words={"debts": said["debts"] or "", "words": said["words"] or ""},
        by=account,
        at=now(),
    )
    messages.success(request, _("It is kept."))
    return to_help(case, "afterwards")


def _stands(case: Case, found: Going | None) -> dict[str, Any]:
    if found is None:
        return {"version": 0, "wish": Wish.UNSURE}
    words = open_words([found], case.person_id)[0][1]
    left = found.left_on
    return {
        **words,
        "wish": found.wish,
        "risk": found.risk,
        "detained": found.detained,
        "left_on": PartialDate(left, left) if left else None,
        "version": found.version,
    }
