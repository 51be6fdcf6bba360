"""An account's own drafts, read through the door."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from handrail.core.accounts.models import Account
from handrail.core.clock import now
from handrail.core.drafts.actions import opened
from handrail.core.drafts.domain.keeping import too_old_from
from handrail.core.drafts.marks import BEGUN
from handrail.core.drafts.models import Draft


@dataclass(frozen=True, slots=True)
class DraftLine:
    """`number`: of the case, where there is one."""

    id: UUID
    title: str
    number: str
    url: str
    at: datetime


def drafts_of(account: Account) -> QuerySet[Draft]:
    """Return what an account began and has not sent, the newest first."""
    return (
        Draft.objects.visible_to(account)
        .filter(kept_at__gte=too_old_from(now()))
        .select_related("case", "account")
        .order_by("-kept_at", "id")
    )


def draft_at(account: Account, place: str) -> Draft | None:
    return drafts_of(account).filter(place=place).first()


def lines_of(account: Account) -> Iterator[DraftLine]:
    """Return the drafts that still open, with what each is called."""
    for draft in drafts_of(account):
        title, fields = opened(draft)
        if fields:
            joined = "&" if "?" in draft.place else "?"
            number = draft.case.number if draft.case else ""
            yield DraftLine(draft.id, title, number, f"{draft.place}{joined}{BEGUN}=1", draft.kept_at)
