"""The house's pages and an empty one, which passes the same middleware."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from handrail.site.urls import handler400, handler403, handler404, handler500
from handrail.site.urls import urlpatterns as house


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse(b"")


def shell(request: HttpRequest) -> HttpResponse:
    """The house's own page with nothing in it."""
    return render(request, "shell/base.html")


urlpatterns = [path("empty/", empty), path("shell/", shell), *house]
__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
