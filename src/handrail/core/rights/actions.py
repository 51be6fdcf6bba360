"""Entering and answering a person's request, each in one transaction with its line in the log."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from handrail.core import vault
from handrail.core.access.domain.refusal import Refused
from handrail.core.accounts.models import Account
from handrail.core.audit import record
from handrail.core.cases.models import Case
from handrail.core.rights.domain.keeping import last_day, rule_for
from handrail.core.rights.domain.requests import (
    GRACE,
    RESTRICTING,
    Asker,
    Right,
    Standing,
    State,
    check_answer,
    check_second,
)
from handrail.core.rights.models import Hold, RightsRequest
from handrail.core.rights.rules import answering_rules


def standing(request: RightsRequest) -> Standing:
    return Standing(Right(request.kind), State(request.state), request.entered_by, request.grace_until)


@transaction.atomic
def enter_request(
    case: Case, *, right: Right, asker: Asker, received_on: date, said: str, by: Account, at: datetime
) -> RightsRequest:
    """Keep that somebody asked. The caller gives a case that `by` may change.

    Raises `Refused`: asked-already (the same is open), `vault.Erased`.
    """
    rule = rule_for(answering_rules(), case.organisation.country, received_on)
    request = RightsRequest(
        case=case,
        kind=right.value,
        asked_by=asker.value,
        received_on=received_on,
        due_on=last_day(rule, received_on),
        entered_by=by.id,
        entered_at=at,
    )
    request.sealed = _sealed(request, {"said": said})
    try:
        with transaction.atomic():
            RightsRequest.objects.insert([request])
    except IntegrityError as open_already:
        raise Refused("asked-already") from open_already
    _log("core:right:asked", request, by)
    return request


@transaction.atomic
def answer(request: RightsRequest, *, grant: bool, why: str, by: Account, at: datetime) -> None:
    """Grant a request (but for an erasure), or decline it with the reason that the person is told."""
    state = State.GRANTED if grant else State.DECLINED
    check_answer(standing(request), state)
    _decide(request, state, why=why, by=by, at=at)
    _log("core:right:granted" if grant else "core:right:declined", request, by)


@transaction.atomic
def confirm_erasure(request: RightsRequest, *, by: Account, at: datetime) -> None:
    """Say the second yes; from then on the days of grace run. Raises `Refused`."""
    check_second(standing(request), by=by.id)
    request.grace_until = at.date() + GRACE
    _decide(request, State.CONFIRMED, why="", by=by, at=at, grace_until=request.grace_until)
    _log("core:erasure:confirmed", request, by)


@transaction.atomic
def stop_erasure(request: RightsRequest, *, by: Account, at: datetime) -> None:
    """Stop an erasure, or take any request back, before it is done. Anybody who may change the case may."""
    check_answer(standing(request), State.WITHDRAWN)
    _decide(request, State.WITHDRAWN, why="", by=by, at=at)
    _log("core:right:withdrawn", request, by)


@transaction.atomic
def lift_restriction(request: RightsRequest, *, by: Account, at: datetime) -> None:
    """End a restriction at the person's word. Raises `Refused("not-restricted")`."""
    if Right(request.kind) not in RESTRICTING:
        raise Refused("not-restricted")
    lifted = RightsRequest.objects.editable_by(by).filter(
        id=request.id, state=State.GRANTED.value, lifted_at__isnull=True
    )
    if not lifted.update(lifted_at=at):
        raise Refused("not-restricted")
    _log("core:restriction:lifted", request, by)


@transaction.atomic
def hold(case: Case, *, days: int, why: str, by: Account, at: datetime) -> Hold:
    """Keep a record past its time, for a number of days and a reason."""
    kept = Hold(case=case, until=at.date() + timedelta(days=days), decided_by=by.id, decided_at=at)
    (kept.sealed,) = vault.seal_many([(case.person_id, f"hold:{kept.id}", {"why": why})])
    Hold.objects.insert([kept])
    record(
        action="core:record:held",
        kind="case",
        ids=[case.id, kept.id],
        actor=by.id,
        organisation=case.organisation_id,
    )
    return kept


def words_of(request: RightsRequest) -> dict[str, str]:
    """Return what was asked ("said") and answered ("why"); nothing once the person is erased."""
    if not request.sealed:
        return {}
    (opened,) = vault.unseal_many([(request.case.person_id, f"right:{request.id}", bytes(request.sealed))])
    return {} if isinstance(opened, vault.Erased) else dict(opened)


def _sealed(request: RightsRequest, words: dict[str, str]) -> bytes:
    (sealed,) = vault.seal_many([(request.case.person_id, f"right:{request.id}", words)])
    return bytes(sealed)


def _decide(
    request: RightsRequest, state: State, *, why: str, by: Account, at: datetime, **more: object
) -> None:
    words = words_of(request) | ({"why": why} if why else {})
    waiting = RightsRequest.objects.editable_by(by).filter(id=request.id, state=request.state)
    changed = waiting.update(
        state=state.value, decided_by=by.id, decided_at=at, sealed=_sealed(request, words), **more
    )
    if not changed:
        raise Refused("request-answered")
    request.refresh_from_db(from_queryset=RightsRequest.objects.visible_to(by))


def _log(action: str, request: RightsRequest, by: Account) -> None:
    record(
        action=action,
        kind="case",
        ids=[request.case_id, request.id],
        actor=by.id,
        organisation=request.case.organisation_id,
        reason=request.kind,
    )
