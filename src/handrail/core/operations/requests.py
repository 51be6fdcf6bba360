"""Each answer is a line of the log, under a number that an error page shows too."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed

from handrail.core.operations.logs import current_request, facts, house_log

log = house_log("requests")
# What survivors say leaves no line: it would tell when.
QUIET = ("health/", "say/")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


class RequestLogMiddleware:
    """Logs method, template of the address, status and milliseconds; no id, no account, no query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        number, began = secrets.token_hex(8), time.perf_counter()
        token = current_request.set(number)
        try:
            response = self.get_response(request)
            template = template_of(request)
            if not template.startswith(QUIET) or response.status_code >= 500:
                said = facts(
                    method=request.method,
                    path=f"/{template}",
                    status=response.status_code,
                    ms=round((time.perf_counter() - began) * 1000),
                )
                log.info("request-answered", extra=said)
        finally:
            current_request.reset(token)
        response.headers["X-Request-Id"] = number
        return response


class KnownMethodsMiddleware:
    """Refuses what no page has: TRACE, and words that somebody made up, would else be answered like GET."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        return self.get_response(request)


def template_of(request: HttpRequest) -> str:
    """Return the pattern that the address fits, such as `cases/<uuid:case_id>/`; `unmatched` for none."""
    match = request.resolver_match
    return match.route if match else "unmatched"
