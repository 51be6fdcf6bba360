"""The mail server, from one address in the environment."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

HERE = ("localhost", "127.0.0.1", "::1")
SCHEMES = ("smtp", "smtp+tls", "smtps")
DUMMY = {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}


class MailAddressWrong(ValueError):
    """HANDRAIL_SMTP_URL cannot be read; says how it should look."""


def mail_settings(url: str) -> tuple[bool, dict[str, Any]]:
    """Return whether mail is sent, and Django's settings for it.

    `smtp+tls://name:password@host:587` begins in clear and turns to TLS; `smtps://` is TLS from the first
    byte; `smtp://` is in clear, for a mail server on the same machine. Raises `MailAddressWrong`.
    """
    if not url:
        return False, DUMMY
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError as wrong:
        raise MailAddressWrong(f"HANDRAIL_SMTP_URL: {wrong}") from wrong
    if parts.scheme not in SCHEMES or not parts.hostname:
        raise MailAddressWrong(
            "HANDRAIL_SMTP_URL reads smtp+tls://name:password@host:587 (or smtps:// or smtp://)"
        )
    if parts.scheme == "smtp" and parts.hostname not in HERE:
        raise MailAddressWrong(
            "HANDRAIL_SMTP_URL: smtp:// crosses the network in clear. "
            "Write smtp+tls:// or smtps://, unless the mail server is on this machine (smtp://localhost)."
        )
    return True, {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
    }
