"""Under /api/ a session counts for nothing, and every answer is a document that a program can read."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase

from handrail.core.api.answers import problem_response
from handrail.core.api.domain.problem import Problem

PREFIX = "/api/"
CODES = {400: "request-invalid", 404: "no-such-operation", 405: "wrong-method", 413: "body-too-large"}


class TokensAloneMiddleware:
    """Stands behind the authentication of pages, and takes away what it found.

    A page of another site that makes a browser call the API therefore calls it as nobody, whatever cookies
    the browser sends along.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        if settings.SECURE_SSL_REDIRECT and not request.is_secure():
            # A program that is sent on to TLS quietly would send its token in clear each time.
            return problem_response(Problem(403, "needs-tls"))
        request.user = AnonymousUser()
        response = self.get_response(request)
        if response.status_code < 400 or "json" in response.headers.get("Content-Type", ""):
            return response
        code = CODES.get(response.status_code, "server-error" if response.status_code >= 500 else "refused")
        headers = {"Allow": response.headers["Allow"]} if "Allow" in response.headers else {}
        return problem_response(Problem(response.status_code, code, headers=headers))
