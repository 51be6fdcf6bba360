"""The way back in by two persons: asked for, confirmed, used or closed. Everything is logged."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from allauth.mfa.models import Authenticator
from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import QuerySet

from handrail.core.access.domain.refusal import Refused
from handrail.core.accounts.actions import log, new_code
from handrail.core.accounts.domain import recovering
from handrail.core.accounts.domain.codes import as_made
from handrail.core.accounts.domain.recovering import CODE_LASTS, REQUEST_LASTS, Request
from handrail.core.accounts.domain.usernames import one_spelling
from handrail.core.accounts.models import Account, Recovery
from handrail.core.accounts.sessions import end_sessions
from handrail.core.audit import record
from handrail.core.notices.actions import tell
from handrail.core.notices.domain.kinds import NoticeKind
from handrail.core.notices.queries import who_may
from handrail.core.tokens.actions import end_tokens


def open_recoveries(at: datetime) -> QuerySet[Recovery]:
    """Return the requests and codes that still wait."""
    return Recovery.objects.filter(used_at=None, expires_at__gt=at)


@transaction.atomic
def ask(account: Account, *, by: Account, at: datetime) -> Recovery:
    """Ask for a way back for somebody. Raises `Refused`."""
    Account.objects.select_for_update().get(id=account.id)
    recovering.check_ask(
        asker=by.id,
        concerned=account.id,
        is_active=account.is_active,
        open_already=open_recoveries(at).filter(account=account).exists(),
    )
    recovery = Recovery.objects.create(
        account=account, asked_by=by, asked_at=at, expires_at=at + REQUEST_LASTS
    )
    log("core:recovery:asked", account, recovery.id, by=by)
    _tell_second_persons(recovery, by=by, at=at)
    return recovery


def _tell_second_persons(recovery: Recovery, *, by: Account, at: datetime) -> None:
    from handrail.core.accounts.queries import ANSWERS_FOR, MANAGE

    concerned, day = recovery.account, at.date()
    for_unit = [who_may(permission, concerned.unit, day) for permission in (MANAGE, ANSWERS_FOR)]
    told = {account for accounts in for_unit for account in accounts} - {concerned}
    tell(told, NoticeKind.WAY_BACK, by=by, at=at, about=recovery.id)


@transaction.atomic
def confirm(recovery: Recovery, *, by: Account, at: datetime) -> str:
    """Confirm as the second person; return the code, which is kept as a hash only. Raises `Refused`."""
    recovery = Recovery.objects.select_for_update(of=("self",)).select_related("account").get(id=recovery.id)
    recovering.check_confirm(_request(recovery), confirmer=by.id, is_active=recovery.account.is_active, at=at)
    code = new_code()
    recovery.confirmed_by, recovery.confirmed_at = by, at
    recovery.code_hash, recovery.expires_at = make_password(code), at + CODE_LASTS
    recovery.save()
    log("core:recovery:confirmed", recovery.account, recovery.id, by=by)
    return code


@transaction.atomic
def close(recovery: Recovery, *, by: Account, at: datetime) -> None:
    """Close a request or a code before its time. Raises `Refused`."""
    closed = open_recoveries(at).filter(id=recovery.id).update(expires_at=at)
    if not closed:
        raise Refused("request-expired")
    log("core:recovery:closed", recovery.account, recovery.id, by=by)


def find(username: str, code: str, at: datetime) -> Recovery | None:
    """Return the confirmed way back that a code opens, else None.

    One query and one check of a hash whatever the answer: whether the account, the request or the code is
    wrong can be told neither from the answer nor from the time it takes.
    """
    recovery = (
        open_recoveries(at)
        .filter(account__username__iexact=one_spelling(username), account__is_active=True)
        .exclude(confirmed_at=None)
        .select_related("account")
        .order_by("-confirmed_at")
        .first()
    )
    nobodys = _nobodys_hash()
    opens = check_password(as_made(code), recovery.code_hash if recovery else nobodys)
    if not opens:
        _log_refused(recovery.account if recovery else None)
    return recovery if opens else None


@transaction.atomic
def use(recovery: Recovery, password: str, *, at: datetime) -> bool:
    """Set the new password and remove every factor; return False when the code was used a moment ago."""
    if not open_recoveries(at).filter(id=recovery.id).update(used_at=at):
        return False
    account = recovery.account
    account.set_password(password)
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])
    Authenticator.objects.filter(user=account).delete()
    end_sessions(account)
    end_tokens(account, "way-back", by=account, at=at)
    AxesProxyHandler.reset_attempts(username=account.username)
    log("core:recovery:used", account, recovery.id, by=account)
    return True


def _log_refused(account: Account | None) -> None:
    record(
        action="core:recovery:refused",
        kind="account",
        ids=[account.id] if account else [],
        actor=None,
        organisation=account.organisation_id if account else None,
    )


@cache
def _nobodys_hash() -> str:
    return make_password(new_code())


def _request(recovery: Recovery) -> Request:
    return Request(
        concerned=recovery.account_id,
        asked_by=recovery.asked_by_id,
        confirmed_by=recovery.confirmed_by_id,
        used=recovery.used_at is not None,
        expires_at=recovery.expires_at,
    )
