"""The second factor: secrets are sealed, and WebAuthn shows the account's user name."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator

from handrail.core import vault

if TYPE_CHECKING:
    from django.http import HttpRequest

    from handrail.core.accounts.models import Account

SET_UP_HERE = "handrail_second_factor_set_up"


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps TOTP secrets and recovery seeds unreadable in the database."""

    def encrypt(self, text: str) -> str:
        return base64.b64encode(vault.seal_for_installation("second-factor", text)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        value: str = vault.unseal_for_installation("second-factor", base64.b64decode(encrypted_text))
        return value

    def get_public_key_credential_user_entity(self, user: Account) -> dict[str, Any]:
        return {"id": user.id.bytes, "display_name": user.display_name, "name": user.username}


def has_second_factor(account: Account) -> bool:
    """Return whether the account has an authenticator or a security key."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(Authenticator.objects.filter(user=account, type__in=kinds).exists())


def remember_set_up(request: HttpRequest) -> None:
    """Keep in the session that it set up a factor: whoever did that has it in hand."""
    request.session[SET_UP_HERE] = True


def shown(request: HttpRequest, account: Account) -> list[str]:
    """Return what this session was opened with: password, totp, webauthn, recovery-codes."""
    kinds = (
        str(one.get("type") or one.get("method")) for one in get_authentication_records(request, account)
    )
    return list(dict.fromkeys(kind.replace("_", "-") for kind in kinds))


def only_password_shown(request: HttpRequest, account: Account) -> bool:
    """Return whether this session was opened with a password and never showed a second factor.

    Such a session is older than the factor: allauth asks for a factor that exists at sign-in. Whoever stole a
    first password could have opened it.
    """
    methods = {str(record.get("method")) for record in get_authentication_records(request, account)}
    return "password" in methods and "mfa" not in methods and not request.session.get(SET_UP_HERE)
