"""The page on which roles are looked at."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from handrail.core.access.domain.refusal import Refused
from handrail.core.access.domain.roles import roles
from handrail.core.access.permission import permission_required
from handrail.core.accounts.models import Account, RoleGrant
from handrail.core.accounts.queries import MANAGE
from handrail.core.accounts.refusals import log_refusal, words_for
from handrail.core.clock import now, today
from handrail.core.rolereviews import actions
from handrail.core.rolereviews.domain.quarters import Quarter
from handrail.core.rolereviews.queries import due_roles

PAGE = 50


@require_http_methods(["GET", "POST"])
@permission_required(MANAGE)
def role_review(request: HttpRequest) -> HttpResponseBase:
    """The roles that are due, some at a time. Those without an answer stay due."""
    by: Account = request.user  # type: ignore[assignment]
    due = due_roles(by, today())
    if request.method == "POST":
        _decide(request, by, {grant.id: grant for grant in due[:PAGE]})
        return redirect("role_review")
    grants = list(due[: PAGE + 1])
    shown = {
        "lines": [{"grant": grant, "role": _name(grant)} for grant in grants[:PAGE]],
        "more": len(grants) > PAGE,
        "quarter": Quarter.of(today()),
    }
    return render(request, "accounts/role_review.html", shown)


def _decide(request: HttpRequest, by: Account, due: dict[UUID, RoleGrant]) -> None:
    kept = ended = 0
    for grant in due.values():
        answer = request.POST.get(f"role-{grant.id}")
        try:
            if answer == "keep":
                actions.keep_role(grant, by=by, on=today(), at=now())
                kept += 1
            elif answer == "end":
                actions.end_reviewed_role(grant, by=by, on=today())
                ended += 1
        except Refused as refused:
            log_refusal(by, refused)
            messages.error(request, f"{grant.account.display_name}, {_name(grant)}: {words_for(refused)}")
    if kept or ended:
        said = (
            ngettext("%(count)s role is kept.", "%(count)s roles are kept.", kept) % {"count": kept},
            ngettext("%(count)s role has ended.", "%(count)s roles have ended.", ended) % {"count": ended},
        )
        messages.success(request, " ".join(said))


def _name(grant: RoleGrant) -> str:
    role = roles().get(grant.role)
    return _(role.name) if role else grant.role
