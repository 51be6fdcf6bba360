"""Every page of every room."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from handrail.core.api.service import the_api
from handrail.core.languages.views import language
from handrail.core.shell.views import design

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("accounts/", include("handrail.core.accounts.urls")),
    path("api/v1/", the_api().urls),
    path("", include("handrail.core.api.urls")),
    path("", include("handrail.core.shell.urls")),
    path("", include("handrail.core.tokens.urls")),
    path("", include("handrail.core.webhooks.urls")),
    path("", include("handrail.core.cases.urls")),
    path("", include("handrail.core.appointments.urls")),
    path("", include("handrail.core.access.urls")),
    path("", include("handrail.core.drafts.urls")),
    path("", include("handrail.core.operations.urls")),
    path("language/", language, name="language"),
    path("", include("handrail.core.backup.urls")),
    path("", include("handrail.cooperate.urls")),
    path("", include("handrail.identify.urls")),
    path("", include("handrail.measure.urls")),
    path("", include("handrail.protect.urls")),
    path("", include("handrail.site.pages")),
]
if settings.DEMO or settings.TESTING:
    urlpatterns += [
        path("demo/", include("handrail.site.demo.urls")),
        path("design/", design, name="design"),  # the components, for who draws pages
    ]

handler400 = "handrail.core.shell.views.bad_request"
handler403 = "handrail.core.shell.views.forbidden"
handler404 = "handrail.core.shell.views.not_found"
handler500 = "handrail.core.shell.views.server_error"
