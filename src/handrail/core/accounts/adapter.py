"""What sign-in does here: user names, no e-mail, no public sign-up, and every step in the log."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handrail.core.accounts.devices import remember
from handrail.core.accounts.domain.lockout import Locked
from handrail.core.accounts.domain.usernames import one_spelling
from handrail.core.accounts.lockout import client_address
from handrail.core.accounts.mfa import has_second_factor, remember_set_up, shown
from handrail.core.accounts.sessions import end_sessions
from handrail.core.audit import record
from handrail.core.clock import now

if TYPE_CHECKING:
    from handrail.core.accounts.models import Account

FIRST_PASSWORD_LASTS = timedelta(days=14)

# What allauth would have sent by e-mail, kept as an event instead.
NOTICES = {
    "mfa/email/totp_activated": "core:second-factor:added",
    "mfa/email/totp_deactivated": "core:second-factor:removed",
    "mfa/email/webauthn_added": "core:second-factor:added",
    "mfa/email/webauthn_removed": "core:second-factor:removed",
    "mfa/email/recovery_codes_generated": "core:recovery-codes:made",
    "account/email/password_changed": "core:password:changed",
}


# Which of these end the account's access tokens too.
ENDS_TOKENS = {
    "core:second-factor:removed": "second-factor-removed",
    "core:password:changed": "password-changed",
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by an administrator and recovered by two persons, never by e-mail."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": gettext_lazy(
            "User name and password do not go together. Look at capital letters and the keyboard's language."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        return None

    def get_user_search_fields(self) -> list[str]:
        return ["username"]

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count no failures here: axes counts them in the database, for all processes."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Account | None:
        """Check a password under the one spelling of the name, so that "Dao" and "dao" lock together."""
        credentials["username"] = one_spelling(credentials.get("username") or "")
        found: Account | None = super().authenticate(request, **credentials)
        return found

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Log each wrong password that was looked at, and that the door was closed: whether or not there is
        such an account, so that the answer takes as long. While it is closed nothing is looked at or logged.
        """
        # Axes counts nothing while the door is closed: None. After the try that closed it: its limit.
        counted = getattr(request, "axes_failures_since_start", None)
        if counted is None:
            return
        account = _account_named(credentials["username"])
        _log_refused(account, "core:session:refused", "password")
        if counted:
            why: Locked = request.handrail_locked  # type: ignore[attr-defined]
            _log_refused(None if why is Locked.ADDRESS else account, "core:session:locked", why.value)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return what allauth's own limits count by: the same as the lockout."""
        return client_address(request) or "unknown"

    def pre_login(self, request: HttpRequest, user: Account, **more: Any) -> HttpResponse | None:
        """Refuse a first password that nobody used in time: a lost slip of paper must not open the house."""
        response: HttpResponse | None = super().pre_login(request, user, **more)
        if response or not _first_password_too_old(user):
            return response
        words = _("This first password is too old. Ask whoever manages accounts for a way back in.")
        messages.error(request, words)
        return redirect("account_login")

    def login(self, request: HttpRequest, user: Account) -> None:
        super().login(request, user)
        remember(request, user.username)
        _log(user, "core:session:opened", reason="-".join(shown(request, user)))

    def get_reauthentication_methods(self, user: Account) -> list[dict[str, Any]]:
        """Ask for the second factor where there is one: a password alone changes no protection."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if user.is_authenticated and has_second_factor(user):
            return [method for method in methods if method["id"] != "reauthenticate"]
        return methods

    def clean_password(self, password: str, user: Account | None = None) -> str:
        if user is not None and user.pk and user.check_password(password):
            raise ValidationError(_("Choose another password than the one that you have now."))
        return str(super().clean_password(password, user))

    def set_password(self, user: Account, password: str) -> None:
        user.must_change_password = False
        super().set_password(user, password)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Lead to the sign-in page: a new password signs out, and who comes back has no need of this page."""
        return reverse("account_login")

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Account,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Log that an account's protection changed, and end its other sessions: one may be a thief's."""
        action = NOTICES.get(template_prefix)
        if action is None:
            return
        _log(user, action)
        session = self.request.session
        if action == "core:second-factor:added":
            remember_set_up(self.request)
        end_sessions(user, but=session.session_key)
        if action in ENDS_TOKENS:
            from handrail.core.tokens.actions import end_tokens

            end_tokens(user, ENDS_TOKENS[action], by=user, at=now())


def _log(account: Account, action: str, *, reason: str = "") -> None:
    record(
        action=action,
        kind="account",
        ids=[account.id],
        actor=account.id,
        organisation=account.organisation_id,
        reason=reason,
    )


def _log_refused(account: Account | None, action: str, reason: str) -> None:
    record(
        action=action,
        kind="account",
        ids=[account.id] if account else [],
        actor=None,
        organisation=account.organisation_id if account else None,
        reason=reason,
    )


def _account_named(username: str) -> Account | None:
    from handrail.core.accounts.models import Account

    return Account.objects.filter(username__iexact=username).first()


def _first_password_too_old(account: Account) -> bool:
    unused = account.must_change_password and not account.last_login
    return unused and now() - account.created_at > FIRST_PASSWORD_LASTS
