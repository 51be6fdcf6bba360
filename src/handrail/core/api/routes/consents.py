"""What a person agreed to: dated grants, kept when given and taken back on the person's word."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from handrail.core.access.disclosure import disclosure
from handrail.core.api.answers import Answer
from handrail.core.api.choices import AgreedName, HowName, PartName, PurposeName
from handrail.core.api.domain.problem import Fault, Problem
from handrail.core.api.guard import account_of
from handrail.core.api.needs import needs
from handrail.core.api.reading import case_to_change, found_or_404, log_read
from handrail.core.api.routes.documents import Written
from handrail.core.api.schemas import Asked, Document, Named
from handrail.core.cases.queries import find_case
from handrail.core.catalogue import CODELISTS
from handrail.core.clock import now, today
from handrail.core.consent.actions import grant_consent, is_live, withdraw_consent
from handrail.core.consent.domain.agreeing import Agreed
from handrail.core.consent.models import ConsentGrant
from handrail.core.consent.sharing import fields_of
from handrail.core.organisations.models import Organisation

router = Router(tags=["referrals"])
READ, WRITE = "core:case:read", "core:case:write"


class ConsentDocument(Document):
    id: UUID
    purpose: str
    recipient: Named
    fields: list[str] = Field(description="Ids of catalogue fields, or `*` for the whole case")
    starts_on: date
    last_day: date
    withdrawn_on: date | None
    live: bool = Field(description="Whether it holds today")
    explained_how: str
    language: str
    basis: str = Field(description="`consent`, or the ground on which it was shared without")
    agreed: str


class ConsentList(Document):
    items: list[ConsentDocument]


class NewConsent(Asked):
    recipient: UUID = Field(description="One of the organisations that `GET /recipients` lists")
    purpose: PurposeName
    parts: list[PartName] = Field(
        description="What may be shared; `*` is the whole case", min_length=1, max_length=20
    )
    starts_on: date
    last_day: date = Field(description="Consent always ends; it can be given again")
    explained_how: HowName
    language: str = Field("", description="In which language it was explained: a code of the list `language`")
    agreed: AgreedName = Field(
        "person", description="Who said yes: for somebody who may be a child, `child-and-guardian`"
    )
    explained_by: str = Field("", description="Who explained it, and who interpreted", max_length=200)
    guardian: str = Field("", description="Who the guardian is", max_length=200)


@router.get("/cases/{uuid:case_id}/consents", response=ConsentList, summary="What the person agreed to")
@needs("referrals", "read", READ)
def list_consents(request: HttpRequest, case_id: UUID) -> ConsentList:
    """The consent grants of a case, the newest first. Who reads a case by referral sees none."""
    account = account_of(request)
    case = find_case(account, case_id)
    grants = ConsentGrant.objects.visible_to(account).filter(case=case).select_related("recipient")
    shown = grants.order_by("-starts_on", "id") if disclosure(account, case).whole else []
    log_read(account, "core:consent:read", [case.id])
    return ConsentList(items=[_consent(grant) for grant in shown])


@router.post(
    "/cases/{uuid:case_id}/consents", response={201: Written}, summary="Keep what the person agreed to"
)
@needs("referrals", "write", WRITE, once=True)
def add_consent(request: HttpRequest, case_id: UUID, body: NewConsent) -> Answer:
    """Keep a consent that was explained and given. Help does not depend on the answer."""
    account = account_of(request)
    case = case_to_change(account, case_id)
    recipient = Organisation.objects.exclude(id=case.organisation_id).filter(id=body.recipient).first()
    faults = _misfits(body, recipient)
    if faults or recipient is None:
        raise Problem(422, "request-invalid", faults=faults)
    grant = grant_consent(
        case,
        purpose=body.purpose,
        recipient=recipient,
        fields=fields_of(body.parts),
        starts_on=body.starts_on,
        ends_on=body.last_day + timedelta(days=1),
        language=body.language,
        explained_how=body.explained_how,
        agreed=Agreed(body.agreed),
        words={"explained_by": body.explained_by, "guardian": body.guardian},
        by=account,
        at=now(),
    )
    return Answer(Written(id=grant.id, version=None, url=f"/api/v1/cases/{case.id}/consents"), 201)


@router.post(
    "/cases/{uuid:case_id}/consents/{uuid:consent_id}/withdraw",
    response=Written,
    summary="Take a consent back",
)
@needs("referrals", "write", WRITE, once=True)
def take_consent_back(request: HttpRequest, case_id: UUID, consent_id: UUID) -> Answer:
    """The person takes it back: whoever read the case by it stops reading at once."""
    account = account_of(request)
    case = case_to_change(account, case_id)
    grant: ConsentGrant = found_or_404(
        ConsentGrant.objects.visible_to(account).filter(id=consent_id, case=case).first()
    )
    withdraw_consent(grant, on=today(), by=account)
    return Answer(Written(id=grant.id, version=None, url=f"/api/v1/cases/{case.id}/consents"))


def _consent(grant: ConsentGrant) -> ConsentDocument:
    return ConsentDocument(
        id=grant.id,
        purpose=grant.purpose,
        recipient=Named(id=grant.recipient_id, name=grant.recipient.name),
        fields=grant.fields,
        starts_on=grant.starts_on,
        last_day=grant.ends_on - timedelta(days=1),
        withdrawn_on=grant.withdrawn_on,
        live=is_live(grant, today()),
        explained_how=grant.explained_how,
        language=grant.language,
        basis=grant.basis,
        agreed=grant.agreed,
    )


def _misfits(body: NewConsent, recipient: Organisation | None) -> list[Fault]:
    faults = []
    if recipient is None:
        why = "This is no organisation that can receive the case."
        faults.append(Fault("body: /recipient", "not-a-choice", why, "GET /recipients lists them."))
    if body.last_day < body.starts_on:
        faults.append(Fault("body: /last_day", "before-the-first", "This is before the first day."))
    elif body.last_day < today():
        faults.append(Fault("body: /last_day", "has-passed", "This day has passed: nothing would be shared."))
    if body.agreed == Agreed.CHILD_AND_GUARDIAN and not body.guardian:
        faults.append(Fault("body: /guardian", "required", "Say who the guardian is."))
    if body.language and body.language not in CODELISTS["language"]:
        faults.append(Fault("body: /language", "unknown-code", "This is no code of the list `language`."))
    if body.starts_on.year < 1900 or body.last_day.year > 2100:
        faults.append(Fault("body: /starts_on", "date-year", "Write years from 1900 to 2100."))
    return faults
