"""Keeping what is being typed, and what an account began."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from handrail.core.accounts.models import Account
from handrail.core.clock import now
from handrail.core.drafts.actions import keep_draft, throw_away
from handrail.core.drafts.marks import FIELD, read_mark
from handrail.core.drafts.queries import drafts_of, lines_of


@require_POST
@login_required
def draft_keep(request: HttpRequest) -> HttpResponse:
    """Keep the fields of a marked form as they stand; the answer is empty, 204 when they are kept."""
    account: Account = request.user  # type: ignore[assignment]
    mark = read_mark(request.POST.get(FIELD, ""))
    if mark is None or keep_draft(mark, dict(request.POST.lists()), by=account, at=now()) is None:
        return HttpResponse(status=409)
    return HttpResponse(status=204)


@require_GET
@login_required
def drafts(request: HttpRequest) -> HttpResponse:
    """What the account began, to go on with or to throw away."""
    account: Account = request.user  # type: ignore[assignment]
    return render(request, "drafts/drafts.html", {"lines": list(lines_of(account))})


@require_POST
@login_required
def draft_throw_away(request: HttpRequest, draft_id: UUID) -> HttpResponseBase:
    account: Account = request.user  # type: ignore[assignment]
    draft = drafts_of(account).filter(id=draft_id).first()
    if draft is None:
        raise Http404
    throw_away(draft, by=account)
    messages.success(request, _("It is thrown away."))
    return redirect("drafts")
