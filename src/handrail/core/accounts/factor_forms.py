"""allauth's forms for the second factor: a code or key that does not fit is a line in the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, ReauthenticateWebAuthnForm
from django.core.exceptions import ValidationError

from handrail.core.audit import record

if TYPE_CHECKING:
    from handrail.core.accounts.models import Account

DOES_NOT_FIT = "incorrect_code"  # allauth's name for it; tries beyond its limit have another, and no line


def log_wrong(account: Account, problem: ValidationError, factor: str) -> None:
    if getattr(problem, "code", None) == DOES_NOT_FIT:
        record(
            action="core:session:refused",
            kind="account",
            ids=[account.id],
            actor=None,
            organisation=account.organisation_id,
            reason=factor,
        )


class LogsCode:
    """For the forms that take a code of the app, or a printed one."""

    user: Account

    def clean_code(self) -> Any:
        try:
            return super().clean_code()  # type: ignore[misc]
        except ValidationError as problem:
            log_wrong(self.user, problem, "code")
            raise


class LogsKey:
    """For the forms that take the answer of a security key."""

    user: Account

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except ValidationError as problem:
            log_wrong(self.user, problem, "webauthn")
            raise


class CodeForm(LogsCode, AuthenticateForm):  # type: ignore[misc]
    """At the sign-in."""


class CodeAgainForm(LogsCode, ReauthenticateForm):  # type: ignore[misc]
    """To prove it again."""


class KeyForm(LogsKey, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """At the sign-in."""


class KeyAgainForm(LogsKey, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """To prove it again."""
