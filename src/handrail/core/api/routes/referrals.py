"""Referrals: sending a case to another unit under the person's consent, answering one, ending it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from handrail.core.access.disclosure import disclosure
from handrail.core.access.door import reach_of
from handrail.core.api.answers import Answer
from handrail.core.api.choices import RefusalName
from handrail.core.api.domain.problem import Fault, Problem
from handrail.core.api.guard import account_of
from handrail.core.api.needs import needs
from handrail.core.api.reading import case_to_change, found_or_404, log_read
from handrail.core.api.routes.consents import router as consents
from handrail.core.api.routes.documents import Written
from handrail.core.api.schemas import Asked, Document, Named
from handrail.core.cases.queries import find_case
from handrail.core.clock import now, today
from handrail.core.organisations.models import Organisation
from handrail.core.referrals import actions
from handrail.core.referrals.actions import SEND
from handrail.core.referrals.models import Referral
from handrail.core.referrals.queries import (
    ANSWER,
    find_sent_to_us,
    lies_in,
    live_grants,
    sent_to_us,
    units_of,
)

router = Router(tags=["referrals"])
router.add_router("", consents)
READ, WRITE = "core:case:read", "core:case:write"
MOST = 100


class ReferralDocument(Document):
    id: UUID
    case: UUID
    to_unit: Named
    purpose: str
    status: Literal["sent", "accepted", "declined", "ended"]
    sent_at: datetime
    answered_at: datetime | None
    reason: str = Field(description="Why it was declined; empty where it was not")


class ReferralList(Document):
    items: list[ReferralDocument]


class Target(Document):
    consent: UUID
    unit: Named


class TargetList(Document):
    items: list[Target]


class RecipientList(Document):
    items: list[Named]


class NewReferral(Asked):
    consent: UUID
    unit: UUID


class WaitingQuestion(Asked):
    limit: int = Field(MOST, description="How many at most", ge=1, le=MOST)


class ReferralAnswer(Asked):
    answer: Literal["accept", "decline"]
    reason: RefusalName = Field("other", description="Why it is declined")


@router.get("/recipients", response=RecipientList, summary="Who can be a recipient of a case")
@needs("referrals", "write", WRITE, SEND)
def list_recipients(request: HttpRequest) -> RecipientList:
    """The other organisations of this installation, by name."""
    others = Organisation.objects.exclude(id=account_of(request).organisation_id).order_by("name")
    return RecipientList(items=[Named(id=each.id, name=each.name) for each in others])


@router.get("/cases/{uuid:case_id}/referrals", response=ReferralList, summary="The referrals of a case")
@needs("referrals", "read", READ)
def list_referrals(request: HttpRequest, case_id: UUID) -> ReferralList:
    """Where a case was sent, and what became of it, newest first."""
    account = account_of(request)
    case = find_case(account, case_id)
    whole, answers = disclosure(account, case).whole, reach_of(account, ANSWER)
    found = Referral.objects.visible_to(account).filter(case=case).select_related("to_unit", "consent")
    log_read(account, "core:referral:read", [case.id])
    # A unit that reads by referral is not told to whom else the person's case was sent.
    shown = [each for each in found.order_by("-sent_at", "id") if whole or lies_in(answers, each.to_unit)]
    return ReferralList(items=[_referral(each) for each in shown])


@router.get(
    "/cases/{uuid:case_id}/referrals/targets", response=TargetList, summary="Where a case can be sent"
)
@needs("referrals", "write", SEND)
def list_targets(request: HttpRequest, case_id: UUID) -> TargetList:
    """The units of the recipients that a live consent names."""
    account = account_of(request)
    case = case_to_change(account, case_id, SEND)
    grants = live_grants(account, case, today())
    units = units_of([grant.recipient_id for grant in grants])
    targets = [
        Target(consent=grant.id, unit=Named(id=unit.id, name=unit.name))
        for grant in grants
        for unit in units
        if unit.organisation_id == grant.recipient_id
    ]
    return TargetList(items=targets)


@router.post(
    "/cases/{uuid:case_id}/referrals", response={201: Written}, summary="Send a case to another unit"
)
@needs("referrals", "write", SEND, once=True)
def send_referral(request: HttpRequest, case_id: UUID, body: NewReferral) -> Answer:
    """Offer a case to a unit under a live consent. It opens to them when they accept."""
    account = account_of(request)
    case = case_to_change(account, case_id, SEND)
    grant = next((each for each in live_grants(account, case, today()) if each.id == body.consent), None)
    units = units_of([grant.recipient_id]) if grant else []
    unit = next((each for each in units if each.id == body.unit), None)
    if grant is None or unit is None:
        where = "consent" if grant is None else "unit"
        why, mend = "The case cannot be sent so.", "Take what referrals/targets lists."
        raise Problem(422, "request-invalid", faults=[Fault(f"body: /{where}", "not-a-choice", why, mend)])
    referral = actions.send_referral(case, consent=grant, to_unit=unit, by=account, at=now())
    return Answer(Written(id=referral.id, version=None, url=f"/api/v1/cases/{case.id}/referrals"), 201)


@router.get("/referrals", response=ReferralList, summary="The referrals that wait for our answer")
@needs("referrals", "read", ANSWER)
def list_waiting(request: HttpRequest, asked: Query[WaitingQuestion]) -> ReferralList:
    """What was sent to the account's units and is not answered, the oldest first; not open yet."""
    account = account_of(request)
    found = list(sent_to_us(account)[: asked.limit])
    log_read(account, "core:referral:listed", [each.id for each in found], kind="referral")
    return ReferralList(items=[_referral(each) for each in found])


@router.post("/referrals/{uuid:referral_id}/answer", response=Written, summary="Answer a referral")
@needs("referrals", "write", ANSWER, once=True)
def answer_referral(request: HttpRequest, referral_id: UUID, body: ReferralAnswer) -> Answer:
    """Accept, and the case opens to the unit while the consent lasts; or decline."""
    account = account_of(request)
    referral = find_sent_to_us(account, referral_id)
    actions.answer_referral(
        referral, accept=body.answer == "accept", reason=body.reason, by=account, at=now()
    )
    url = f"/api/v1/cases/{referral.case_id}" if body.answer == "accept" else "/api/v1/referrals"
    return Answer(Written(id=referral.id, version=None, url=url))


@router.post(
    "/cases/{uuid:case_id}/referrals/{uuid:referral_id}/end", response=Written, summary="End a referral"
)
@needs("referrals", "write", SEND, ANSWER, once=True)
def end_referral(request: HttpRequest, case_id: UUID, referral_id: UUID) -> Answer:
    """Either side ends it; the case closes to the unit that it was sent to."""
    account = account_of(request)
    referral: Referral = found_or_404(
        Referral.objects.visible_to(account)
        .filter(id=referral_id, case_id=case_id)
        .select_related("to_unit", "case")
        .first()
    )
    actions.end_referral(referral, by=account, at=now())
    return Answer(Written(id=referral.id, version=None, url="/api/v1/referrals"))


def _referral(referral: Referral) -> ReferralDocument:
    status: Any = referral.status
    return ReferralDocument(
        id=referral.id,
        case=referral.case_id,
        to_unit=Named(id=referral.to_unit_id, name=referral.to_unit.name),
        purpose=referral.consent.purpose,
        status=status,
        sent_at=referral.sent_at,
        answered_at=referral.answered_at,
        reason=referral.reason,
    )
