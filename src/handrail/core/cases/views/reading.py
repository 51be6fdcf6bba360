"""The page of one case. Opening it is logged."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from handrail.core.access.disclosure import may_change
from handrail.core.access.permission import permission_required
from handrail.core.accounts.models import Account
from handrail.core.audit import record
from handrail.core.cases import casepage
from handrail.core.cases.forms.changes import NoteForm
from handrail.core.cases.forms.files import FileForm
from handrail.core.cases.models import Case
from handrail.core.cases.queries import find_case
from handrail.core.cases.standing import deadlines_in
from handrail.core.clock import today
from handrail.core.consent.actions import is_live, words_of
from handrail.core.consent.sharing import shares_of
from handrail.core.registry import case_panels


@permission_required("core:case:read")
def case_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One case: head, way, fields by group, notes, others, consent, files, and what rooms add."""
    account: Account = request.user  # type: ignore[assignment]
    case = find_case(account, case_id)
    if request.method != "GET":
        return HttpResponseNotAllowed(["GET"])
    page = casepage.read_page(account, case, all_entries=request.GET.get("entries") == "all")
    record(
        action="core:case:opened",
        kind="case",
        ids=[case.id],
        actor=account.id,
        organisation=case.organisation_id,
        reason="" if page.disclosed.whole else "referred",
    )
    return render(request, "cases/case.html", _shown(request, account, page))


def _shown(request: HttpRequest, account: Account, page: casepage.CasePage) -> dict[str, Any]:
    case = page.case
    deadlines = deadlines_in(case.organisation.country, today())
    changes, groups = may_change(account, case) and not page.opened.erased, list(casepage.groups(page))
    return {
        "case": case,
        "page": page,
        "name": page.name,
        "referred": not page.disclosed.whole,
        "erased": page.opened.erased,
        "may_change": changes,
        "may_assign": may_change(account, case, "core:case:assign"),
        "may_send": may_change(account, case, "core:referral:send"),
        "branches": casepage.way_branches(page, deadlines),
        "deadlines_ours": deadlines.ours,
        "milestones": casepage.milestone_lines(page),
        "groups": [group for group in groups if group["facts"]],
        "empty_groups": [group["group"] for group in groups if not group["facts"]],
        "entries": casepage.entry_lines(page),
        "parties": casepage.party_lines(page),
        "grants": [
            {
                "grant": grant,
                "live": is_live(grant, today()),
                "shares": shares_of(grant),
                "words": words_of(grant, case.person_id),
                "recalls": [each for each in page.recalls if each.grant_id == grant.id],
            }
            for grant in page.grants
        ],
        "note_form": NoteForm(),
        "file_form": FileForm(),
        "first_panels": _room_panels(request, case, whole=page.disclosed.whole, first=True),
        "panels": _room_panels(request, case, whole=page.disclosed.whole),
    }


def _room_panels(request: HttpRequest, case: Case, *, whole: bool, first: bool = False) -> list[SafeString]:
    """Draw what rooms registered, each in its own template with its own context."""
    return [
        render_to_string(panel.template, {"case": case, **panel.context(request, case)}, request=request)
        for panel in case_panels
        if panel.first is first and (whole or panel.also_in_part)
    ]
