"""What the rights add to the case page and to "My work"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handrail.core.access.disclosure import may_change
from handrail.core.registry import (
    CasePanel,
    ErasureFollower,
    WorkItem,
    WorkSource,
    case_panels,
    erasure_followers,
    work_sources,
)
from handrail.core.rights.words import RIGHTS

if TYPE_CHECKING:
    from uuid import UUID

    from handrail.core.accounts.models import Account
    from handrail.core.cases.models import Case

SHOWN = 10


def panel(request: HttpRequest, case: Case) -> dict[str, Any]:
    from handrail.core.rights.views import lines

    account: Account = request.user  # type: ignore[assignment]
    return {"lines": lines(account, case), "may_change": may_change(account, case)}


def asked(account: Account) -> Iterator[WorkItem]:
    """List what persons asked and nobody answered yet."""
    from handrail.core.rights.domain.requests import Right
    from handrail.core.rights.queries import waiting

    if not account.may("core:case:write"):
        return
    for request in waiting(account, limit=SHOWN):
        yield WorkItem(
            label=request.case.number,
            detail=_("%(right)s: answer by %(day)s")
            % {"right": RIGHTS[Right(request.kind)], "day": request.due_on},
            url=reverse("right_page", args=[request.case_id, request.id]),
            since=request.received_on,
        )


def time_over(account: Account) -> Iterator[WorkItem]:
    """Say that records are past their time."""
    from handrail.core.clock import today
    from handrail.core.rights.queries import ERASE, past_keeping

    if account.may(ERASE) and past_keeping(account, today(), limit=1):
        yield WorkItem(
            label=_("Records whose time is over"),
            detail=_("keep them with a reason, or have them erased"),
            url=reverse("keeping"),
            since=None,
        )


def erased_again(persons: Sequence[UUID]) -> None:
    from handrail.core.rights.erasing import forget_again

    forget_again(persons)


def register() -> None:
    erasure_followers.add(ErasureFollower("rights", erased_again, 0))
    case_panels.add(CasePanel("rights", "rights/panel.html", panel, 90))
    work_sources.add(WorkSource("rights", gettext_lazy("Asked by the person"), asked, 7))
    work_sources.add(WorkSource("keeping", gettext_lazy("Past the time for keeping"), time_over, 40))
