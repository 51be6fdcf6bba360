"""Setting phones up, and taking in what they send: each letter once, whatever breaks on the way."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.timezone import localtime

from handrail.core.accounts.models import Account
from handrail.core.audit import record
from handrail.core.cases.actions import open_case
from handrail.core.cases.drafts import CaseDraft, MilestoneDraft
from handrail.core.cases.models import CLOSED, Case
from handrail.core.cases.numbers import read_number
from handrail.core.dates import PartialDate
from handrail.core.tokens.actions import digest_of
from handrail.core.vault import VaultProblem
from handrail.core.vault.letters import open_letter
from handrail.identify.field.domain.letter import FieldInterview, LetterProblem, read_letter
from handrail.identify.field.models import Arrival, Phone, Problem
from handrail.identify.instruments.loading import instruments
from handrail.identify.screenings.actions import WRITE, bring_in

CREATE = "core:case:create"
LASTS = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Letter:
    """As it came. `number`: its place among the letters of its phone."""

    number: int
    key_version: int
    sealed: bytes


@transaction.atomic
def add_phone(account: Account, name: str, *, at: datetime) -> tuple[Phone, str]:
    """Set up a phone. Its secret is returned once and kept nowhere."""
    secret = secrets.token_hex(32)
    phone = Phone.objects.create(
        account=account, name=name, digest=digest_of(secret), created_at=at, expires_at=at + LASTS
    )
    _log("identify:phone:added", "phone", [phone.id], account)
    return phone, secret


@transaction.atomic
def end_phone(phone: Phone, *, by: Account, at: datetime) -> None:
    """Let a phone bring in nothing more. Doing it twice does nothing."""
    if Phone.objects.filter(id=phone.id, ended_at=None).update(ended_at=at):
        _log("identify:phone:ended", "phone", [phone.id], by)


def phone_with(secret: str, *, at: datetime) -> Phone | None:
    """Return the phone whose secret this is, while it and its account may bring letters in."""
    phone = (
        Phone.objects.filter(digest=digest_of(secret), ended_at=None, expires_at__gt=at)
        .select_related("account__organisation", "account__unit")
        .first()
    )
    return phone if phone and may_bring(phone.account) else None


def may_bring(account: Account) -> bool:
    """Whether the account may open cases and screen, with a password of its own choosing."""
    return account.may(WRITE) and account.may(CREATE) and not account.must_change_password


@transaction.atomic
def take_in(letter: Letter, *, by: Account, phone: Phone | None, at: datetime) -> Arrival:
    """Take in one letter: a screening in its case, or in a new one. The same letter again changes nothing."""
    arrival, came_now = Arrival.objects.get_or_create(
        organisation=by.organisation,
        digest=hashlib.sha256(letter.sealed).digest(),
        defaults={"account": by, "phone": phone, "received_at": at, "key_version": letter.key_version},
    )
    if not came_now:
        return arrival
    arrival.missing = _count(phone, letter.number) if phone else 0
    try:
        interview = _read(letter, by)
    except (VaultProblem, LetterProblem):
        arrival.problem, arrival.sealed = Problem.UNREADABLE, letter.sealed
    else:
        _write(arrival, interview, by=by, at=at)
    arrival.save()
    _log("identify:letter:arrived", "arrival", [arrival.id], by, reason=arrival.problem)
    return arrival


def _read(letter: Letter, by: Account) -> FieldInterview:
    interview = read_letter(open_letter(by.organisation_id, letter.key_version, letter.sealed))
    if interview.instrument not in instruments():
        raise LetterProblem("instrument: there is no such instrument here")
    return interview


def _write(arrival: Arrival, interview: FieldInterview, *, by: Account, at: datetime) -> None:
    """Write the screening. A clock that runs ahead counts as now."""
    held_at = min(interview.began, at)
    case = _case_named(interview.case, by) if interview.case else None
    if interview.case and case is None:
        arrival.problem = Problem.NO_SUCH_CASE
    if case is None:
        draft = CaseDraft(
            unit_id=by.unit_id,
            values={"hr_FullName": interview.called} if interview.called else {},
            owner_id=by.id,
            milestones=(MilestoneDraft("detected", PartialDate.exact(localtime(held_at).date())),),
        )
        case = open_case(draft, by=by, at=at)
    arrival.screening = bring_in(
        case,
        instrument=interview.instrument,
        version=interview.version,
        words={"interpreter": interview.interpreter, "asked_in": interview.language},
        answers=interview.answers,
        ended_at=at if interview.ended else None,
        by=by,
        held_at=held_at,
    ).id


def _case_named(text: str, by: Account) -> Case | None:
    number = read_number(text)
    return Case.objects.editable_by(by, WRITE).filter(number=number).exclude(status__in=CLOSED).first()


def _count(phone: Phone, number: int) -> int:
    """Count a letter of a phone. Returns how many before it have not come."""
    before = Phone.objects.select_for_update().get(id=phone.id).last_number
    Phone.objects.filter(id=phone.id).update(last_number=Greatest(F("last_number"), number))
    return max(number - before - 1, 0)


@transaction.atomic
def look_at(arrival: Arrival, *, by: Account, at: datetime) -> None:
    """Say that somebody has looked at what came."""
    if Arrival.objects.filter(id=arrival.id, looked_at=None).update(looked_at=at):
        _log("identify:letter:looked-at", "arrival", [arrival.id], by)


def _log(action: str, kind: str, ids: list[UUID], by: Account, reason: str = "") -> None:
    record(action=action, kind=kind, ids=ids, actor=by.id, organisation=by.organisation_id, reason=reason)
