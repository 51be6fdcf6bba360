"""Case conferences, supervision, and the review before the help ends."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from handrail.core.access.domain.refusal import Refused
from handrail.core.access.permission import permission_required
from handrail.core.accounts.models import Account
from handrail.core.cases.records import open_words
from handrail.core.cases.views.opening import case_to_change, case_to_help, tells_refusals
from handrail.core.clock import now, today
from handrail.core.dates import PartialDate
from handrail.protect.meetings import actions
from handrail.protect.meetings.domain.leaving import Answer, Kind
from handrail.protect.meetings.forms import AnswerForm, ExitForm, MeetingForm
from handrail.protect.meetings.models import Meeting
from handrail.protect.meetings.words import REASONS
from handrail.protect.pages import help_form, to_help
from handrail.protect.permissions import ANSWER_REVIEW, HELP


@require_http_methods(["GET", "POST"])
@permission_required(HELP)
@tells_refusals
def meeting_add(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """A case conference or a supervision, and what came of it."""
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_help(account, case_id, HELP, "meetings")
    form = MeetingForm(request.POST or None, initial={"on": PartialDate(today(), today())})
    if not form.is_valid():
        lead = _("Only what helps this person. It stands in the copy that the person may ask for.")
        return help_form(request, case, form, _("The case was talked over"), lead=lead)
    said = form.cleaned_data
    actions.keep_meeting(
        case,
        Kind(said["kind"]),
        on=said["on"],
        again_on=said["again_on"],
        words={name: said[name] or "" for name in ("there", "person", "decided")},
        by=account,
        at=now(),
    )
    messages.success(request, _("It is kept."))
    return to_help(case, "meetings")


@require_http_methods(["GET", "POST"])
@permission_required(HELP)
@tells_refusals
def review_add(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """The review before the help ends; a second person then says whether it may."""
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_help(account, case_id, HELP, "meetings")
    form = ExitForm(request.POST or None, initial={"on": PartialDate(today(), today())})
    if not form.is_valid():
        lead = _("Held with the person where that is possible. A second person then says whether it may end.")
        return help_form(request, case, form, _("Before the help ends"), lead=lead)
    said = form.cleaned_data
    actions.keep_meeting(
        case,
        Kind.EXIT,
        on=said["on"],
        again_on=None,
        reason=said["reason"],
        words={name: said[name] or "" for name in ("there", "person", "decided", "after")},
        by=account,
        at=now(),
    )
    messages.success(request, _("It is kept, and waits for a second person."))
    return to_help(case, "meetings")


@require_http_methods(["GET", "POST"])
@permission_required(ANSWER_REVIEW)
@tells_refusals
def review_answer(request: HttpRequest, case_id: UUID, review_id: UUID) -> HttpResponseBase:
    """A second person's answer to an exit review."""
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_change(account, case_id, ANSWER_REVIEW)
    review = (
        Meeting.objects.visible_to(account)
        .filter(case=case, id=review_id, kind=Kind.EXIT)
        .select_related("case")
        .first()
    )
    if review is None:
        raise Http404
    if review.written_by == account.id:
        raise Refused("review-own")
    form = AnswerForm(request.POST or None, initial={"version": review.version})
    if not form.is_valid():
        words = open_words([review], case.person_id)[0][1]
        lead = " · ".join([str(REASONS[review.reason]), words.get("person", "")])
        return help_form(request, case, form, _("May the help end?"), lead=lead)
    said = form.cleaned_data
    actions.answer_review(
        review, Answer(said["answer"]), said["words"] or "", version=said["version"], by=account, at=now()
    )
    messages.success(request, _("It is kept."))
    return to_help(case, "meetings")
