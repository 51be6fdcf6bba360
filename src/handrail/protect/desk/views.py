"""The help page of one case: what each package of the room has to show of it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.template.loader import render_to_string

from handrail.core.access.permission import permission_required
from handrail.core.accounts.models import Account
from handrail.core.audit import record
from handrail.core.cases.queries import find_case
from handrail.protect.sections import help_sections


@permission_required("core:case:read")
def help_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Everything about the help for one person, by parts. Opening it is logged."""
    account: Account = request.user  # type: ignore[assignment]
    case = find_case(account, case_id)
    if request.method != "GET":
        return HttpResponseNotAllowed(["GET"])
    record(
        action="protect:help:opened",
        kind="case",
        ids=[case.id],
        actor=account.id,
        organisation=case.organisation_id,
    )
    drawn = []
    for section in help_sections:
        shown = section.context(request, case)
        if shown is not None:
            text = render_to_string(section.template, {"case": case, **shown}, request=request)
            drawn.append({"id": section.id, "words": section.words, "text": text})
    return render(request, "protect/help.html", {"case": case, "sections": drawn})
