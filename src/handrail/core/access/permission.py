"""Views ask for one permission; who lacks it is told the page does not exist."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase

View = Callable[..., HttpResponseBase]


class NotPermitted(Http404):
    """The account's roles do not open this page; answered like an address that leads nowhere."""


def permission_required(*permissions: str) -> Callable[[View], View]:
    """Let the view answer accounts that hold at least one of the permissions; others get 404."""

    def decorate(view: View) -> View:
        @wraps(view)
        @login_required
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not any(request.user.may(name) for name in permissions):  # type: ignore[union-attr]
                raise NotPermitted
            return view(request, *args, **kwargs)

        guarded.permissions = permissions  # type: ignore[attr-defined]
        return guarded

    return decorate
