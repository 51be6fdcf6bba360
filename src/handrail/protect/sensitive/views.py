"""Notes for few eyes: reading them, and writing one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from handrail.core.access.disclosure import may_change
from handrail.core.access.permission import permission_required
from handrail.core.accounts.models import Account
from handrail.core.audit import record
from handrail.core.cases.queries import find_case
from handrail.core.cases.views.opening import case_to_change, tells_refusals
from handrail.core.clock import now
from handrail.protect.pages import help_form
from handrail.protect.sensitive.actions import keep_note
from handrail.protect.sensitive.forms import NoteForm
from handrail.protect.sensitive.models import READ
from handrail.protect.sensitive.queries import notes_of


@permission_required(READ)
def sensitive(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The notes for few eyes about one person. Opening them is logged."""
    account: Account = request.user  # type: ignore[assignment]
    case = find_case(account, case_id)
    if request.method != "GET":
        raise Http404
    record(
        action="protect:sensitive:opened",
        kind="case",
        ids=[case.id],
        actor=account.id,
        organisation=case.organisation_id,
    )
    shown = {
        "case": case,
        "lines": notes_of(account, case),
        "may_write": may_change(account, case, READ),
    }
    return render(request, "protect/sensitive/notes.html", shown)


@require_http_methods(["GET", "POST"])
@permission_required(READ)
@tells_refusals
def sensitive_add(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """A note for few eyes."""
    account: Account = request.user  # type: ignore[assignment]
    case = case_to_change(account, case_id, READ)
    form = NoteForm(request.POST or None)
    if not form.is_valid():
        lead = _(
            "Read by who is responsible for the case, and by its supervisors, health workers and guardians."
        )
        return help_form(request, case, form, _("A note for few eyes"), lead=lead)
    said = form.cleaned_data
    keep_note(case, said["kind"], said["words"], by=account, at=now())
    messages.success(request, _("It is kept."))
    return redirect("sensitive", case_id=case.id)
