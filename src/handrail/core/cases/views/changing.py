"""Changing a case: fields of a group, a note, a step, the status, who is responsible."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from handrail.core.access.permission import permission_required
from handrail.core.accounts.models import Account
from handrail.core.cases import actions
from handrail.core.cases.colleagues import who_can_take
from handrail.core.cases.forms.changes import AssignForm, NoteForm, StatusForm, StepForm
from handrail.core.cases.models import CLOSED, Case
from handrail.core.cases.reading import values_of
from handrail.core.cases.views.opening import case_to_change, tells_refusals
from handrail.core.clock import now, today
from handrail.core.dates import PartialDate
from handrail.core.milestones.domain.stages import KINDS
from handrail.core.milestones.models import Milestone

WRITE = "core:case:write"
ASSIGN = "core:case:assign"


@require_http_methods(["GET", "POST"])
@permission_required(WRITE)
@tells_refusals
def add_note(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_change(account, case_id, although_restricted=True)
    form = NoteForm(request.POST or None)
    if not form.is_valid():
        return form_page(request, case, form, heading=_("Add a note"), submit=_("Keep the note"))
    actions.add_note(case, form.cleaned_data["text"], by=account, at=now())
    messages.success(request, _("The note is kept."))
    return to_case(case, "notes")


@require_http_methods(["GET", "POST"])
@permission_required(WRITE)
@tells_refusals
def add_step(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """A step that was taken or a choice that was made, with a note as its source."""
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_change(account, case_id)
    form = StepForm(request.POST or None, today=today())
    if not form.is_valid():
        return form_page(
            request,
            case,
            form,
            heading=_("Record a step"),
            lead=_("A step recorded before is replaced by what you write here."),
            submit=_("Record the step"),
        )
    actions.record_step(case, **form.cleaned_data, by=account, at=now())
    messages.success(request, _("The step is recorded."))
    return to_case(case, "way")


@require_http_methods(["GET", "POST"])
@permission_required(WRITE)
@tells_refusals
def take_back_step(request: HttpRequest, case_id: UUID, kind: str) -> HttpResponseBase:
    """A step that was recorded by mistake goes; a note says why."""
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_change(account, case_id)
    if kind not in KINDS or not Milestone.objects.visible_to(account).filter(case=case, kind=kind).exists():
        raise Http404
    form = NoteForm(request.POST or None)
    form.fields["text"].label = _("Why it was wrong")
    if not form.is_valid():
        return form_page(
            request,
            case,
            form,
            heading=_("Take a step back"),
            lead=_("Only if it was recorded by mistake. What you write is kept as a note."),
            submit=_("Take it back"),
            tone="danger",
        )
    actions.take_back_step(case, kind, why=form.cleaned_data["text"], by=account, at=now())
    messages.success(request, _("The step is no longer recorded."))
    return to_case(case, "way")


@require_http_methods(["GET", "POST"])
@permission_required(WRITE)
@tells_refusals
def change_status(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Active, follow-up, closed: closing ends the way, opening again takes the end back."""
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_change(account, case_id)
    still_open = [] if case.status in CLOSED else actions.before_closing(case, account)
    form = StatusForm(
        request.POST or None, today=today(), still_open=still_open, initial=_status_now(account, case)
    )
    if form.is_valid() and form.cleaned_data["version"] != case.version:
        said = {**request.POST.dict(), "version": case.version}
        form = StatusForm(said, today=today(), still_open=still_open)
        form.add_error(
            None,
            _("Somebody else changed this case: its status is “%(now)s” now. Save again to change it.")
            % {"now": case.get_status_display()},
        )
    if not form.is_valid():
        return form_page(request, case, form, heading=_("Change the status"), submit=_("Save"))
    actions.set_status(case, {"although": "", **form.cleaned_data}, by=account, at=now())
    messages.success(request, _("The status is changed."))
    return to_case(case)


@require_http_methods(["GET", "POST"])
@permission_required(ASSIGN)
@tells_refusals
def assign(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Give a case to a colleague whose role reaches it."""
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_change(account, case_id, ASSIGN)
    colleagues = who_can_take(case, today())
    form = AssignForm(request.POST or None, colleagues=colleagues, initial={"colleague": case.owner_id})
    if not form.is_valid():
        return form_page(
            request, case, form, heading=_("Give the case to a colleague"), submit=_("Give the case")
        )
    chosen = next(each for each in colleagues if str(each.id) == form.cleaned_data["colleague"])
    actions.assign(case, chosen, by=account, at=now())
    messages.success(request, _("%(name)s is responsible now.") % {"name": chosen.display_name})
    return to_case(case)


def form_page(
    request: HttpRequest, case: Case, form: Any, *, heading: str, submit: str, **more: str
) -> HttpResponseBase:
    """Draw one quiet page with one form about a case. `more`: lead, tone, multipart."""
    shown = {"case": case, "form": form, "page_heading": heading, "submit": submit, **more}
    return render(request, "cases/form.html", shown, status=200 if not form.is_bound else 422)


def at_version(request: HttpRequest, version: int) -> tuple[QueryDict, bool]:
    """Return what was sent as if for the version that stands, and whether the page was of an older one."""
    said = request.POST.copy()
    older = said.get("version") != str(version)
    said["version"] = str(version)
    return said, older


def say_how_it_stands(form: Any, stands: str) -> None:
    """Tell whoever sent an older page how it stands now; what was typed stays in the form."""
    form.add_error(
        None,
        _("Somebody else changed this meanwhile: it is “%(now)s” now. Choose again; your note is kept.")
        % {"now": stands},
    )


def ask_first(
    request: HttpRequest, case: Case, *, question: str, points: list[str], yes: str
) -> HttpResponseBase:
    """Ask once before something that is hard to undo."""
    shown = {"title": question, "points": points, "confirm_label": yes, "danger": True}
    back = reverse("case_page", kwargs={"case_id": case.id})
    return render(
        request, "shell/confirm.html", {**shown, "cancel_url": back, "cancel_label": _("Back to the case")}
    )


def to_case(case: Case, part: str = "") -> HttpResponseBase:
    """Go back to the case, to one part of its page."""
    answer = redirect("case_page", case_id=case.id)
    if part:
        answer["Location"] += f"#{part}"
    return answer


def _status_now(account: Account, case: Case) -> dict[str, Any]:
    values = values_of(case)
    ended = Milestone.objects.visible_to(account).filter(case=case, kind="ended").first()
    initial: dict[str, Any] = {
        "version": case.version,
        "status": case.status,
        "reason": values.get("cas_ReasonForCaseClosure", ""),
    }
    if ended:
        initial |= {"ended_on": PartialDate(ended.earliest, ended.latest), "because": ended.reason}
    return initial
