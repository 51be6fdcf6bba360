"""Signing in as a person does, for tests that are about it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from handrail.core.accounts.models import Account
from tests.cast import PASSWORD

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def sign_in(username: str, password: str = PASSWORD, client: Client | None = None, **more: Any) -> Any:
    """Post the sign-in form; the answer's `client` goes on from there."""
    client = client or Client()
    answer = client.post("/accounts/login/", {"login": username, "password": password, **more})
    answer.client = client
    return answer


def with_phone(account: Account) -> Account:
    """Give the account an authenticator app whose secret the tests know."""
    TOTP.activate(account, SECRET)
    return account


def phone_code(secret: str = SECRET) -> str:
    """What the app shows now."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))


def fully_signed_in(account: Account) -> Client:
    """A browser that showed the password and the phone's code."""
    if not Authenticator.objects.filter(user=account).exists():
        with_phone(account)
    client: Client = sign_in(account.username).client
    answer = client.post("/accounts/2fa/authenticate/", {"code": phone_code()})
    assert answer.status_code == 302, answer.content
    assert signed_in(client)
    return client


def signed_in(client: Client) -> bool:
    """Whether the browser's session belongs to an account that may still use it."""
    answer = client.get("/help/")
    return answer.status_code == 200 and bool(answer.context.get("signed_in"))


class Clock:
    """A clock that tests set."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def goes_on(self, **by: float) -> None:
        self.at += timedelta(**by)
