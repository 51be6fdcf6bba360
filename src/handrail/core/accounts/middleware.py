"""Sessions that end, and the second factor that every role needs."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handrail.core.accounts.devices import set_cookie
from handrail.core.accounts.domain.sessions import Ended, session_end
from handrail.core.accounts.mfa import has_second_factor, only_password_shown
from handrail.core.accounts.sessions import proven_at, renew_session
from handrail.core.clock import now

Next = Callable[[HttpRequest], HttpResponseBase]
SEEN = "handrail_seen"
OPENED = "handrail_opened"
DEMO_ENTRY = "handrail_demo_entry"
WRITE_SEEN_EVERY = 60

WHY = {
    Ended.IDLE: gettext_lazy("You were signed out because nothing happened for a while."),
    Ended.TOO_LONG: gettext_lazy("You were signed out because you had been signed in for many hours."),
}


class SessionEndsMiddleware:
    """Signs out after idle time, and after SESSION_COOKIE_AGE whatever happens.

    A suspended account is dropped before: Django gives no user for it.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated and SEEN in request.session:
            ended = self._ended(request)
            if ended:
                logout(request)
                messages.info(request, WHY[ended])
                return _forgotten(go(request, str(settings.LOGIN_URL)))
        signed_in = request.user.is_authenticated
        proven = proven_at(request) if signed_in else None
        response = self.get_response(request)
        if signed_in and not request.user.is_authenticated:
            _forgotten(response)
        elif signed_in and proven_at(request) != proven:
            renew_session(request)
        # After the view, so that the request that signs in starts the clock too.
        if request.user.is_authenticated and SEEN not in request.session:
            request.session[OPENED] = request.session[SEEN] = int(now().timestamp())
        set_cookie(request, response)
        return response

    def _ended(self, request: HttpRequest) -> Ended | None:
        seconds = int(now().timestamp())
        seen = request.session[SEEN]
        opened = request.session.get(OPENED, seen)
        ended = session_end(
            now=seconds,
            opened=opened,
            seen=seen,
            idle=settings.SESSION_IDLE_SECONDS,
            longest=settings.SESSION_COOKIE_AGE,
        )
        if not ended and seconds - seen > WRITE_SEEN_EVERY:
            request.session[SEEN] = seconds
        return ended


class SecondFactorMiddleware:
    """Until an account with a role has a second factor, it reaches only the pages that set one up."""

    open_paths = ("/accounts/", "/static/", "/help/", "/language/", "/exit/", "/demo/", "/way-back/")
    password_paths = ("/accounts/2fa/", "/accounts/sessions/", "/accounts/reauthenticate/")

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._instead(request) or self.get_response(request)

    def _instead(self, request: HttpRequest) -> HttpResponseBase | None:
        """Return where the account must go first, or None when it may go on."""
        account = request.user
        if not account.is_authenticated:
            return None
        if settings.DEMO and request.session.get(DEMO_ENTRY):
            # One-click personas exist in the demonstration only: /demo/ answers nowhere else.
            return None
        path = request.path_info
        if path.startswith(self.open_paths) and not (
            account.must_change_password and path.startswith(self.password_paths)
        ):
            return None
        if account.must_change_password:
            messages.warning(request, _("Choose a password of your own first."))
            return go(request, "account_change_password")
        if not account.needs_second_factor:
            return None
        if not has_second_factor(account):
            messages.warning(request, _("Your role needs a second step at each sign-in: set it up first."))
            return go(request, "mfa_index")
        if only_password_shown(request, account):
            messages.warning(request, _("Show your second factor to go on."))
            return go(request, "mfa_reauthenticate", back_to=request.get_full_path())
        return None


def _forgotten(response: HttpResponseBase) -> HttpResponseBase:
    """Have the browser drop what it kept of our pages, also for its "back"."""
    # Not "storage": there lies one mark alone, by which a page restored after the quick exit empties itself.
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def go(request: HttpRequest, name: str, *, back_to: str = "") -> HttpResponseBase:
    """Send the whole page somewhere else, also when only a part of it was asked for."""
    address = reverse(name) + (f"?{urlencode({'next': back_to})}" if back_to else "")
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)
