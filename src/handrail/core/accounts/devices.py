"""Browsers in which a name signed in before: a cookie that says so, and names nobody.

The cookie holds a random number and, for each name that signed in with it, a keyed hash of both. It opens
nothing. It only gives this browser a count of wrong tries of its own (`domain/lockout.py`).
"""

from __future__ import annotations

import hashlib
import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import constant_time_compare, salted_hmac

COOKIE = f"{settings.COOKIE_PREFIX}handrail_device"
LASTS = 180 * 24 * 3600
# So many people can share one browser before the first of them counts as a stranger in it again.
MOST_NAMES = 8
LONGEST = 400
UNKNOWN = "not known"


def device_of(request: HttpRequest, username: str) -> str:
    """Return a code for this browser when the name signed in with it before, else `UNKNOWN`."""
    number, tags = _read(request)
    if number and any(constant_time_compare(tag, _tag(number, username)) for tag in tags):
        return f"device {hashlib.sha256(number.encode()).hexdigest()[:24]}"
    return UNKNOWN


def remember(request: HttpRequest, username: str) -> None:
    """Have the answer to this request carry the cookie. Only after password and second factor."""
    request.handrail_signed_in = username  # type: ignore[attr-defined]


def set_cookie(request: HttpRequest, response: HttpResponseBase) -> None:
    """Set the cookie on the answer when `remember` was called for its request."""
    username = getattr(request, "handrail_signed_in", None)
    if username is None:
        return
    number, tags = _read(request)
    number = number or secrets.token_hex(16)
    kept = [_tag(number, username), *(tag for tag in tags if tag != _tag(number, username))]
    response.set_cookie(
        COOKIE,
        ".".join((number, *kept[:MOST_NAMES])),
        max_age=LASTS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    number, *tags = request.COOKIES.get(COOKIE, "")[:LONGEST].split(".")
    return number, tags


def _tag(number: str, username: str) -> str:
    return salted_hmac("handrail.device", f"{number}\0{username}", algorithm="sha256").hexdigest()[:32]
