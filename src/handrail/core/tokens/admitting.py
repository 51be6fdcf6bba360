"""Letting a request in by its token: whose it is, what it may do, and not too often."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from handrail.core.accounts.models import Account
from handrail.core.audit import record
from handrail.core.tokens.actions import PREFIX, digest_of, password_mark
from handrail.core.tokens.domain.scopes import Verb, scope, why_dead
from handrail.core.tokens.limits import limits
from handrail.core.tokens.models import AccessToken


class NotAdmitted(Exception):
    """A request without a token that lives. `code` says why; `wait` in how many seconds to try again."""

    def __init__(self, code: str, *, wait: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Caller:
    """The account that a program acts for, cut to the roles that its token was made with."""

    account: Account
    token_id: UUID
    scopes: frozenset[str]
    expires_at: datetime

    def may(self, resource: str, verb: Verb) -> bool:
        return scope(resource, verb) in self.scopes


def admit(text: str, *, at: datetime) -> Caller:
    """Return who calls with this token. Raises `NotAdmitted`: token-unknown, -revoked, -expired, too-many.

    Why a token is dead is told to nobody but who holds the whole token.
    """
    found = AccessToken.objects.select_related("account__organisation", "account__unit")
    token = found.filter(digest=digest_of(text)).first() if text.startswith(PREFIX) else None
    if token is None:
        raise NotAdmitted("token-unknown")
    account = token.account
    dead = why_dead(
        at=at,
        expires_at=token.expires_at,
        revoked=token.revoked_at is not None,
        is_active=account.is_active and not account.must_change_password,
        same_password=token.password_mark == password_mark(account),
    )
    if dead:
        raise NotAdmitted(dead)
    _count(token, at)
    _cut_to_roles(account, token.grants)
    return Caller(account, token.id, frozenset(token.scopes), token.expires_at)


def _cut_to_roles(account: Account, grants: list[str]) -> None:
    """Let the account act under the roles that the token was made with, as far as they are live today.

    A role that was given later does not widen an old token, and one that ended is gone from it.
    """
    held = set(grants)
    account.live_grants = [grant for grant in account.live_grants if str(grant.id) in held]


def _count(token: AccessToken, at: datetime) -> None:
    """Count this request, for all processes together; the first of a day is an event in the log."""
    minute = int(at.timestamp()) // 60
    of_token = AccessToken.objects.filter(id=token.id)
    if of_token.filter(minute=minute, asked__lt=limits().requests_a_minute).update(asked=F("asked") + 1):
        return
    with transaction.atomic():
        if not of_token.exclude(minute=minute).update(minute=minute, asked=1, last_used_on=at.date()):
            raise NotAdmitted("too-many-requests", wait=60 - int(at.timestamp()) % 60)
        if token.last_used_on != at.date():
            record(
                action="core:token:used",
                kind="token",
                ids=[token.id],
                actor=token.account_id,
                organisation=token.account.organisation_id,
            )
