"""The pages that these tests need, without those of the rooms."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("accounts/", include("handrail.core.accounts.urls")),
    path("", include("handrail.core.shell.urls")),
    path("", include("handrail.site.pages")),
    path("demo/", include("handrail.site.demo.urls")),
]
handler404 = "handrail.core.shell.views.not_found"
