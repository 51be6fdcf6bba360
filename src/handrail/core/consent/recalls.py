"""A withdrawal follows the data: each unit that read the case is told, and says what it kept."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404

from handrail.core.access.domain.refusal import Refused
from handrail.core.access.door import NotHidden, owners_for, reach_of
from handrail.core.audit import record
from handrail.core.consent.models import ConsentGrant, Recall
from handrail.core.notices.actions import tell
from handrail.core.notices.domain.kinds import NoticeKind
from handrail.core.notices.queries import who_may
from handrail.core.referrals.models import Referral, ReferralStatus
from handrail.core.referrals.queries import ANSWER, to_us

if TYPE_CHECKING:
    from handrail.core.accounts.models import Account

_AFTER_WITHDRAWAL = "a unit that may not read the case any more still has to say what it kept of it"


def recall(grant: ConsentGrant, *, by: Account, at: datetime) -> None:
    """Tell every unit that accepted the case under a grant. In the transaction of the withdrawal."""
    received = Referral.objects.visible_to(by).filter(
        consent=grant, status__in=[ReferralStatus.ACCEPTED, ReferralStatus.ENDED]
    )
    units = {referral.to_unit_id: referral.to_unit for referral in received.select_related("to_unit")}
    recalls = [
        Recall(case_id=grant.case_id, grant=grant, to_unit=unit, told_at=at) for unit in units.values()
    ]
    Recall.objects.insert(recalls)
    for each in recalls:
        told = who_may(ANSWER, each.to_unit, at.date())
        tell(told, NoticeKind.CONSENT_WITHDRAWN, by=by, at=at, case_id=grant.case_id, about=each.id)


def recalls_for_us(account: Account) -> QuerySet[Recall]:
    """Return what the account's units have not answered, oldest first.

    The case is closed to them. Who is excluded from it does not see that it was ever shared.
    """
    return (
        Recall.objects.unscoped(_AFTER_WITHDRAWAL)
        .filter(to_us(reach_of(account, ANSWER)), NotHidden("case_id", account), answer="")
        .select_related("case__organisation", "to_unit", "grant")
        .order_by("told_at", "id")
    )


def find_recall(account: Account, recall_id: UUID) -> Recall:
    """Return one that waits for us; else 404 like any missing page."""
    found = recalls_for_us(account).filter(id=recall_id).first()
    if found is None:
        raise Http404
    return found


@transaction.atomic
def answer_recall(asked: Recall, answer: str, *, by: Account, at: datetime) -> None:
    """Say what was kept. Raises `Refused("answered-already")`."""
    answered = (
        Recall.objects.unscoped(_AFTER_WITHDRAWAL)
        .filter(id=asked.id, answer="")
        .update(answer=answer, answered_at=at, answered_by=by.id)
    )
    if not answered:
        raise Refused("answered-already")
    record(
        action="core:recall:answered",
        kind="case",
        ids=[asked.case_id, asked.grant_id, asked.id],
        actor=by.id,
        organisation=by.organisation_id,
        reason=answer,
    )


def unanswered(account: Account, limit: int) -> QuerySet[Recall]:
    """Return recalls of the account's own cases that no answer has come to, oldest first."""
    return (
        Recall.objects.visible_to(account)
        .filter(answer="", case__owner__in=owners_for(account))
        .select_related("case", "to_unit__organisation")
        .order_by("told_at", "id")[:limit]
    )


def recalls_of(account: Account, case_id: UUID) -> list[Recall]:
    """Return every recall of a case, for the page that shows its consents."""
    found = Recall.objects.visible_to(account).filter(case_id=case_id)
    return list(found.select_related("to_unit__organisation").order_by("told_at", "id"))
