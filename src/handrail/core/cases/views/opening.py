"""How a view gets at a case: to read it, to change it, and what it answers otherwise."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from handrail.core import vault
from handrail.core.access.domain.refusal import Refused
from handrail.core.accounts.models import Account
from handrail.core.audit import record
from handrail.core.cases.models import Case
from handrail.core.cases.queries import find_case
from handrail.core.cases.refusals import words_for
from handrail.core.rights.queries import is_restricted

View = Callable[..., HttpResponseBase]


def case_to_change(
    account: Account, case_id: UUID, permission: str = "core:case:write", *, although_restricted: bool = False
) -> Case:
    """Return a case that the account may change.

    Whoever does not see it gets 404, like for a case that does not exist; whoever may only read it is told so
    (`Refused("read-only")`). So is whoever would change a record that the person wants only kept
    (`Refused("restricted")`): its notes and the person's own requests go on.
    """
    editable = Case.objects.editable_by(account, permission).filter(id=case_id)
    case = editable.select_related("person", "owner", "unit", "organisation").first()
    if case is None:
        find_case(account, case_id)
        raise Refused("read-only")
    if not although_restricted and is_restricted(account, case):
        raise Refused("restricted")
    return case


def case_to_help(account: Account, case_id: UUID, permission: str, part: str) -> Case:
    """Return a case in a part of which the account may write: of its own house, or one that it helps in.

    Refuses as `case_to_change` does.
    """
    helped = Case.objects.helped_by(account, permission, part).filter(id=case_id)
    case = helped.select_related("person", "owner", "unit", "organisation").first()
    if case is None:
        find_case(account, case_id)
        raise Refused("read-only")
    if is_restricted(account, case):
        raise Refused("restricted")
    return case


def tells_refusals(view: View) -> View:
    """Answer a refusal with a page that says why, and keep its code in the log."""

    @wraps(view)
    def telling(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Refused as refused:
            return refusal_page(request, refused, case_id=kwargs.get("case_id"))
        except vault.Erased as erased:
            return refusal_page(request, Refused(erased.code), case_id=kwargs.get("case_id"))

    return telling


def refusal_page(request: HttpRequest, refused: Refused, *, case_id: UUID | None = None) -> HttpResponseBase:
    account: Account = request.user  # type: ignore[assignment]
    record(
        action="core:case:refused",
        kind="case",
        ids=[case_id] if case_id else [],
        actor=account.id,
        organisation=account.organisation_id,
        reason=refused.code,
    )
    return render(
        request, "cases/refused.html", {"words": words_for(refused), "case_id": case_id}, status=403
    )
