"""Each view of a signed-in account runs in one transaction that knows the account."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponseBase

from handrail.core.access.acting import acting_as
from handrail.core.access.permission import NotPermitted
from handrail.core.audit import record

if TYPE_CHECKING:
    from handrail.core.accounts.models import Account


class ActingAccountMiddleware:
    """Wraps the view in `acting_as`; an error in the view rolls all of it back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.user.is_authenticated:
            # A shared computer's browser keeps no page, and "back" after leaving shows none.
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if not request.user.is_authenticated or view.__module__.startswith("allauth."):
            # allauth's pages read no record. Django asks its middleware about their exceptions ("prove that
            # it is you") only where Django itself calls the view.
            return None
        try:
            with acting_as(request.user):
                response = view(request, *args, **kwargs)
                if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                    # A template that reads records must read them as this account too.
                    response = response.render()
        except Http404 as refused:
            # What the view wrote is rolled back; that somebody asked stays. The same line whether a record is
            # not there, not theirs or hidden from them.
            _log_refused(request.user, "permission" if isinstance(refused, NotPermitted) else "not-there")
            raise
        return response


def _log_refused(account: Account, reason: str) -> None:
    record(
        action="core:page:refused",
        kind="account",
        ids=[account.id],
        actor=account.id,
        organisation=account.organisation_id,
        reason=reason,
    )
