"""Keeping the directory, and asking services for a person. The caller gives a case that it may change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F

from handrail.core.access.domain.refusal import Refused
from handrail.core.accounts.models import Account
from handrail.core.audit import record
from handrail.core.cases.records import log_of_case, open_words, seal_words, stamps
from handrail.core.cases.writing import hold
from handrail.core.consent.actions import is_live
from handrail.core.consent.models import ConsentGrant
from handrail.core.referrals.actions import send_referral
from handrail.protect.needs.actions import answer_need
from handrail.protect.needs.domain.states import NeedState
from handrail.protect.needs.models import Need
from handrail.protect.permissions import HELP
from handrail.protect.services.domain.states import UNANSWERED, RequestState, answer_by, may_become
from handrail.protect.services.models import Service, ServiceRequest
from handrail.protect.services.targets import answer_hours

KEEP = "protect:service:write"


@transaction.atomic
def add_service(values: Mapping[str, Any], *, by: Account) -> Service:
    """Add an entry to the directory, kept by the account's own house."""
    service = Service.objects.create(id=uuid4(), organisation=by.organisation, **values)
    _log_service("protect:service:added", service, by)
    return service


@transaction.atomic
def change_service(service: Service, values: Mapping[str, Any], *, version: int, by: Account) -> None:
    """Change an entry of one's own house. Raises `Refused`: service-of-others, changed-meanwhile."""
    _change(service, values, "protect:service:changed", version=version, by=by)


@transaction.atomic
def confirm_service(service: Service, *, version: int, on: date, by: Account) -> None:
    """Keep that an entry of one's own house is still right, every word of it. Raises as `change_service`."""
    _change(service, {"checked_on": on}, "protect:service:confirmed", version=version, by=by)


def _change(service: Service, values: Mapping[str, Any], action: str, *, version: int, by: Account) -> None:
    if service.organisation_id != by.organisation_id:
        raise Refused("service-of-others")
    changed = Service.objects.filter(id=service.id, version=version).update(
        **values, version=F("version") + 1
    )
    if not changed:
        raise Refused("changed-meanwhile")
    _log_service(action, service, by)


@transaction.atomic
def ask_service(
    need: Need,
    service: Service,
    *,
    consent: ConsentGrant | None,
    send_case: bool,
    words: str,
    by: Account,
    at: datetime,
) -> ServiceRequest:
    """Write down that a service was asked for help with a need.

    `consent`: the person was named under it. `send_case`: the case goes to the service's unit as a referral.
    Raises `Refused`: service-closed, request-open-already, need-changed, and for the consent what
    `send_referral` raises.
    """
    case = need.case
    hold(case)
    if service.closed_on is not None:
        raise Refused("service-closed")
    if need.state != NeedState.OPEN:
        raise Refused("need-changed")
    if consent is not None:
        if not is_live(consent, at.date()) or consent.case_id != case.id:
            raise Refused("consent-not-live")
        if service.unit is None or consent.recipient_id != service.unit.organisation_id:
            raise Refused("consent-other-recipient")
    open_ones = ServiceRequest.objects.visible_to(by).filter(
        need=need, service=service, state__in=[*UNANSWERED, RequestState.ACCEPTED]
    )
    if open_ones.exists():
        raise Refused("request-open-already")
    referral = None
    if consent is not None and service.unit is not None and send_case:
        referral = send_referral(case, consent=consent, to_unit=service.unit, by=by, at=at)
    request = ServiceRequest(
        id=uuid4(),
        case=case,
        need=need,
        kind=need.kind,
        service=service,
        consent=consent,
        referral=referral,
        answer_by=answer_by(at, urgent=need.urgent, hours=answer_hours()),
        **stamps(by, at),
    )
    seal_words(request, case.person_id, {"words": words})
    ServiceRequest.objects.insert([request])
    _log("protect:request:sent", request, by)
    return request


@transaction.atomic
def set_request(
    request: ServiceRequest,
    state: RequestState,
    *,
    version: int,
    reason: str = "",
    went_along: bool | None = None,
    helped: str = "",
    words: str = "",
    by: Account,
    at: datetime,
) -> None:
    """Say what became of a request. When the service has taken over, the need is met.

    `reason` is needed where the service refused. Raises `Refused("changed-meanwhile")` where another version
    stands, or the step makes no sense.
    """
    hold(request.case)
    if request.version != version or not may_become(RequestState(request.state), state):
        raise Refused("changed-meanwhile")
    said = open_words([request], request.case.person_id)[0][1]
    seal_words(request, request.case.person_id, {**said, "answer": words or said.get("answer", "")})
    values: dict[str, Any] = {"state": state, "reason": reason, "answered_at": at, "sealed": request.sealed}
    if state is RequestState.ASKED:
        values |= {"answered_at": None, "answer_by": answer_by(at, urgent=False, hours=answer_hours())}
    if state is RequestState.ARRIVED:
        values |= {"handed_over_at": at, "went_along": went_along}
    if state is RequestState.ENDED:
        values |= {"helped": helped, "answered_at": request.answered_at}
    changed = (
        ServiceRequest.objects.editable_by(by, HELP)
        .filter(id=request.id, version=version)
        .update(**values, version=F("version") + 1, updated_at=at)
    )
    if not changed:
        raise Refused("changed-meanwhile")
    _log("protect:request:changed", request, by, state, reason)
    if state is RequestState.ARRIVED:
        _meet(request, by=by, at=at)


def _meet(request: ServiceRequest, *, by: Account, at: datetime) -> None:
    need = Need.objects.visible_to(by).filter(id=request.need_id).select_related("case").get()
    if need.state == NeedState.OPEN:
        answer_need(need, NeedState.MET, words=request.service.name, by=by, at=at)


def _log(action: str, request: ServiceRequest, by: Account, state: str = "", reason: str = "") -> None:
    ids = [request.id, *([request.consent_id] if request.consent_id else [])]
    log_of_case(action, request.case, ids, by, f"{state}:{reason}" if reason else state)


def _log_service(action: str, service: Service, by: Account) -> None:
    ids: list[UUID] = [service.id]
    record(action=action, kind="service", ids=ids, actor=by.id, organisation=by.organisation_id)
