"""Making and ending access tokens. The token itself is returned once and kept nowhere."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from handrail.core.access.domain.refusal import Refused
from handrail.core.accounts.models import Account
from handrail.core.audit import record
from handrail.core.registry import api_resources
from handrail.core.tokens.domain.scopes import Wish, check_wish, expiry, in_order, scope
from handrail.core.tokens.limits import limits
from handrail.core.tokens.models import AccessToken

PREFIX = "hrt_"
SHOWN = len(PREFIX) + 8


def digest_of(token: str) -> bytes:
    """Return the hash that is kept. A plain hash will do: the token is 256 random bits, not a word."""
    return hashlib.sha256(token.encode()).digest()


def password_mark(account: Account) -> str:
    """Return what changes with the account's password."""
    return account.get_session_auth_hash()[:64]


def all_scopes() -> list[str]:
    """Return every scope that the rooms registered, in their order."""
    return [
        scope(resource.id, verb)  # type: ignore[arg-type]
        for resource in api_resources
        for verb, permissions in (("read", resource.reads), ("write", resource.writes))
        if permissions
    ]


def scopes_to_give(account: Account) -> list[str]:
    """Return the scopes of which a live role of the account carries a permission."""
    given = []
    for resource in api_resources:
        if any(account.may(name) for name in resource.reads):
            given.append(scope(resource.id, "read"))
        if any(account.may(name) for name in resource.writes):
            given.append(scope(resource.id, "write"))
    return given


@transaction.atomic
def make_token(account: Account, wish: Wish, *, at: datetime) -> tuple[AccessToken, str]:
    """Make a token and return it with its text. Raises `Refused` (see `check_wish`).

    The caller has seen the account's second factor.
    """
    Account.objects.select_for_update().get(id=account.id)
    held = live_tokens(account, at).count()
    check_wish(wish, may_give=scopes_to_give(account), held=held, limits=limits())
    text = PREFIX + secrets.token_hex(32)
    token = AccessToken.objects.create(
        account=account,
        name=wish.name.strip(),
        shown=text[:SHOWN],
        digest=digest_of(text),
        scopes=in_order(wish.scopes, all_scopes()),
        grants=[str(grant.id) for grant in account.live_grants],
        password_mark=password_mark(account),
        created_at=at,
        expires_at=expiry(at, wish.days),
    )
    _log("core:token:made", account, [token.id], by=account)
    return token, text


@transaction.atomic
def revoke_token(token: AccessToken, *, by: Account, at: datetime) -> None:
    """End one token at once. Raises `Refused("token-revoked-already")`."""
    ended = AccessToken.objects.filter(id=token.id, revoked_at=None).update(
        revoked_at=at, revoked_because="by-owner"
    )
    if not ended:
        raise Refused("token-revoked-already")
    _log("core:token:revoked", token.account, [token.id], by=by, reason="by-owner")


@transaction.atomic
def end_tokens(account: Account, because: str, *, by: Account | None, at: datetime) -> int:
    """End every token of an account: it was suspended, or its password or protection changed."""
    live = live_tokens(account, at)
    ids = list(live.values_list("id", flat=True))
    if ids:
        live.update(revoked_at=at, revoked_because=because)
        _log("core:token:revoked", account, ids, by=by, reason=because)
    return len(ids)


def live_tokens(account: Account, at: datetime) -> QuerySet[AccessToken]:
    """Return the tokens that still open something, newest first."""
    return AccessToken.objects.filter(account=account, revoked_at=None, expires_at__gt=at).order_by(
        "-created_at"
    )


def _log(action: str, account: Account, ids: Iterable[UUID], *, by: Account | None, reason: str = "") -> None:
    record(
        action=action,
        kind="token",
        ids=ids,
        actor=by.id if by else None,
        organisation=account.organisation_id,
        reason=reason,
    )
