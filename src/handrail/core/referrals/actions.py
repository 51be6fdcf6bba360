"""Sending, answering and ending a referral. Each write is logged in its own transaction's events."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from handrail.core.access.domain.refusal import Refused
from handrail.core.access.door import reach_of
from handrail.core.accounts.models import Account
from handrail.core.audit import record
from handrail.core.cases.models import Case
from handrail.core.consent.actions import is_live
from handrail.core.consent.models import ConsentGrant
from handrail.core.notices.actions import tell
from handrail.core.notices.domain.kinds import NoticeKind
from handrail.core.notices.queries import who_may
from handrail.core.organisations.models import Unit
from handrail.core.referrals.models import Referral, ReferralStatus
from handrail.core.referrals.queries import ANSWER, lies_in, sent_to_us
from handrail.core.rights.queries import is_restricted

SEND = "core:referral:send"
OPEN = (ReferralStatus.SENT, ReferralStatus.ACCEPTED)


@transaction.atomic
def send_referral(case: Case, *, consent: ConsentGrant, to_unit: Unit, by: Account, at: datetime) -> Referral:
    """Offer a case to another unit under a consent that is live today.

    The caller has checked that `by` may send it. Raises `Refused`: consent-not-live,
    consent-other-recipient, referral-open-already, restricted.
    """
    if not is_live(consent, at.date()) or consent.case_id != case.id:
        raise Refused("consent-not-live", {"ends_on": consent.ends_on})
    if is_restricted(by, case):
        raise Refused("restricted")
    if to_unit.organisation_id != consent.recipient_id:
        raise Refused("consent-other-recipient")
    if (
        Referral.objects.visible_to(by)
        .filter(case=case, to_unit=to_unit, consent=consent, status__in=OPEN)
        .exists()
    ):
        raise Refused("referral-open-already")
    referral = Referral(case=case, to_unit=to_unit, consent=consent, sent_by=by.id, sent_at=at)
    Referral.objects.insert([referral])
    _log("core:referral:sent", referral, by)
    tell(
        who_may(ANSWER, to_unit, at.date()),
        NoticeKind.REFERRAL_ARRIVED,
        by=by,
        at=at,
        case_id=case.id,
        about=referral.id,
    )
    return referral


@transaction.atomic
def answer_referral(referral: Referral, *, accept: bool, reason: str = "", by: Account, at: datetime) -> None:
    """Accept or decline what `find_sent_to_us` gave; `reason` (`words.REASONS`) says why it was declined.

    Raises `Refused("answered-already")`.
    """
    status = ReferralStatus.ACCEPTED if accept else ReferralStatus.DECLINED
    why = "" if accept else reason or "other"
    answered = sent_to_us(by).filter(id=referral.id).update(status=status, answered_at=at, reason=why)
    if not answered:
        raise Refused("answered-already")
    _log(f"core:referral:{status}", referral, by)
    sender = Account.objects.filter(id__in=[referral.sent_by] if referral.sent_by else [])
    case_id = referral.case_id
    tell(sender, NoticeKind.REFERRAL_ANSWERED, by=by, at=at, case_id=case_id, about=case_id)


@transaction.atomic
def end_referral(referral: Referral, *, by: Account, at: datetime) -> None:
    """Close a case to the unit that it was referred to: the sender's side may, and the receiving unit.

    Raises `Refused("not-yours-to-end" | "ended-already")`.
    """
    sent_by_us = Case.objects.editable_by(by, SEND).filter(id=referral.case_id).exists()
    received = lies_in(reach_of(by, ANSWER), referral.to_unit)
    if not (sent_by_us or received):
        raise Refused("not-yours-to-end")
    ended = (
        Referral.objects.visible_to(by)
        .filter(id=referral.id, status__in=OPEN)
        .update(status=ReferralStatus.ENDED, answered_at=at)
    )
    if not ended:
        raise Refused("ended-already")
    _log("core:referral:ended", referral, by)


def _log(action: str, referral: Referral, by: Account) -> None:
    record(
        action=action,
        kind="case",
        ids=[referral.case_id, referral.id],
        actor=by.id,
        organisation=by.organisation_id,
    )
