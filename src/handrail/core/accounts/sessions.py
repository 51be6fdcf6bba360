"""Sessions of an account, ended before their time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.authentication import get_authentication_records
from allauth.usersessions.models import UserSession

if TYPE_CHECKING:
    from django.http import HttpRequest

    from handrail.core.accounts.models import Account


def proven_at(request: HttpRequest) -> float | None:
    """Return when the account of this session last proved again who it is."""
    records = get_authentication_records(request, request.user)
    return max((one["at"] for one in records if one.get("reauthenticated")), default=None)


def renew_session(request: HttpRequest) -> None:
    """Give the session a new name, so that who holds the old one does not profit from the new proof."""
    former = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=former).update(session_key=request.session.session_key)


def end_sessions(account: Account, *, but: str | None = None) -> int:
    """Delete every session of an account, except the one with the key `but`. Return how many there were."""
    ended = 0
    for session in UserSession.objects.filter(user_id=account.id).exclude(session_key=but or ""):
        session.end()
        ended += 1
    return ended
