"""The shell's own addresses and allauth's, without the rooms, so that these tests stand alone."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path

from handrail.core.shell import views


def refused(request: HttpRequest) -> HttpResponse:
    raise Http404("a reason that nobody may read: case 17 is hidden")


def broken(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


urlpatterns = [
    path("", views.help_page, name="home"),
    path("", include("handrail.core.shell.urls")),
    path("design/", views.design, name="design"),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("accounts/", include("handrail.core.accounts.urls")),
    path("work/", views.help_page, name="work"),
    path("cases/", views.help_page, name="case_list"),
    path("search/", views.help_page, name="search"),
    path("team/", views.help_page, name="team"),
    path("refused/", refused),
    path("broken/", broken),
]

handler400 = "handrail.core.shell.views.bad_request"
handler403 = "handrail.core.shell.views.forbidden"
handler404 = "handrail.core.shell.views.not_found"
handler500 = "handrail.core.shell.views.server_error"
