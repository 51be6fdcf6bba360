"""Pages of the shell itself: the components, the help, the quick exit's sign-out and the error pages."""

from __future__ import annotations

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from handrail.core.operations.logs import current_request
from handrail.core.shell.context import installation
from handrail.core.shell.samples import samples


def design(request: HttpRequest) -> HttpResponse:
    """Show every component with fictional content; it reads no record, so anybody may open it."""
    return render(request, "shell/design.html", samples())


def help_page(request: HttpRequest) -> HttpResponse:
    """Say how to leave quickly, how to move around, and what to do when locked out."""
    return render(request, "shell/help.html")


# sendBeacon cannot carry a CSRF header. The session cookie is SameSite=Lax, so no other site's POST arrives
# with a session, and the worst that a forged one could do is to sign somebody out.
@csrf_exempt
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out for the quick exit; the answer is empty, for nobody is there to read it."""
    logout(request)
    return HttpResponse(status=204)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error("400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error("403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that was open for too long; `reason` is Django's, for programmers, and is not shown."""
    return _error("403_csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer the same bytes whether the page is missing, hidden or refused: the request is not read."""
    return _error("404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Show the number under which the log has what happened."""
    return _error("500.html", status=500, number=current_request.get())


def _error(template: str, *, status: int, **more: str) -> HttpResponse:
    # Without the request no context processor runs: no account, no database, nothing that could fail again.
    return HttpResponse(render_to_string(template, installation() | more), status=status)
