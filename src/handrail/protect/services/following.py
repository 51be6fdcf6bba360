"""A request whose case was sent along follows the referral: the other unit answers in its own work."""

from __future__ import annotations

from django.db.models import F

from handrail.core.audit.models import AuditEvent
from handrail.core.referrals.models import Referral
from handrail.protect.services.domain.states import RequestState
from handrail.protect.services.models import ServiceRequest

ANSWERS = {
    "core:referral:accepted": RequestState.ACCEPTED,
    "core:referral:declined": RequestState.DECLINED,
}
_REASON = "the unit that answers a referral does not see the request of the house that sent it"


def follow(event: AuditEvent) -> None:
    """Write the answer of a referral to the request that it came with. In the event's own transaction."""
    state = ANSWERS[event.action]
    referral = Referral.objects.unscoped(_REASON).filter(id__in=event.ids).first()
    if referral is None:
        return
    ServiceRequest.objects.unscoped(_REASON).filter(
        referral=referral, state__in=[RequestState.ASKED, RequestState.WAITING]
    ).update(
        state=state,
        reason=referral.reason,
        answered_at=event.at,
        updated_at=event.at,
        version=F("version") + 1,
    )
