"""What `shell/base.html` needs on every page, as a context processor.

Settings read, all optional: DEMO (bool), QUICK_EXIT_URL (str). A page name that no room has registered yet
gives an empty address, and the template leaves its link out.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from handrail.core.languages.state import is_draft
from handrail.core.registry import nav_items

PRODUCT = "Handrail"

DEFAULT_QUICK_EXIT = "https://www.wikipedia.org/"
"""Where the quick exit leads when the installation has not chosen: a page that anybody may have open at work,
in every language, without advertising. It is a third party that sees a visit, and it is blocked in some
countries (the browser then shows an error page, never the page that was left): an installation should name
a page that is ordinary where it works, such as a weather service."""


@dataclass(frozen=True, slots=True)
class NavLink:
    """One item of the main navigation, already allowed for this account."""

    id: str
    label: str
    url: str
    current: bool


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the frame's variables; who is not signed in gets no navigation, search or account menu."""
    account = getattr(request, "user", None)
    signed_in = bool(account and account.is_authenticated)
    frame = installation()
    if account is not None and signed_in:
        frame |= {
            "signed_in": True,
            "account_name": getattr(account, "display_name", "") or account.get_username(),
            # Lazy: pages that print no organisation name ask the database nothing.
            "organisation_name": SimpleLazyObject(lambda: _organisation_name(account)),
            "nav": SimpleLazyObject(lambda: list(_nav(request))),
            "search_url": page_url("search") if account.may("core:search:use") else "",
            "second_factor_url": page_url("mfa_index"),
            "password_url": page_url("account_change_password") if account.has_usable_password() else "",
            "tokens_url": page_url("token_list"),
            "sessions_url": page_url("usersessions_list"),
            "leave_list_url": page_url("leave_list"),
            "notices_url": page_url("notices"),
            "something_new": SimpleLazyObject(lambda: _something_new(account)),
            "sign_out_url": page_url("account_logout"),
            "leave_url": page_url("leave"),
        }
    return frame


def installation() -> dict[str, Any]:
    """Return the variables that are the same for everybody; error pages have these alone."""
    return {
        "product": PRODUCT,
        "demo_mode": bool(getattr(settings, "DEMO", False)),
        "quick_exit_url": getattr(settings, "QUICK_EXIT_URL", "") or DEFAULT_QUICK_EXIT,
        "home_url": page_url("home") or "/",
        "help_url": page_url("help"),
        "language_url": page_url("language"),
        "draft_language": is_draft(get_language()),
        "demo_url": page_url("demo") if getattr(settings, "DEMO", False) else "",
    }


def page_url(name: str) -> str:
    """Return the address of a named page, or "" when no room has registered it."""
    return _address(name, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())


@lru_cache(maxsize=512)
def _address(name: str, urls: str, prefix: str) -> str:
    """Look an address up once: the frame of every page asks for two dozen that never change."""
    try:
        return reverse(name, urls)
    except NoReverseMatch:
        return ""


def _organisation_name(account: Any) -> str:
    organisation = getattr(account, "organisation", None)
    return organisation.name if organisation else ""


def _something_new(account: Any) -> bool:
    """Return whether a notice waits. The second factor's pages act for nobody by themselves."""
    from handrail.core.access.acting import acting_as, acts_for
    from handrail.core.notices.queries import something_new

    with nullcontext() if acts_for(account) else acting_as(account):
        return something_new(account)


def _nav(request: HttpRequest) -> Iterator[NavLink]:
    may = request.user.may  # type: ignore[union-attr]
    for item in nav_items:
        url = page_url(item.url_name)
        if url and (not item.permissions or any(may(permission) for permission in item.permissions)):
            current = request.path == url or (url != "/" and request.path.startswith(url))
            yield NavLink(item.id, str(item.label), url, current)
