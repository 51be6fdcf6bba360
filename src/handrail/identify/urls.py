"""Pages of the room, by package."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("handrail.identify.field.urls")),
    path("", include("handrail.identify.formal.urls")),
    path("", include("handrail.identify.screenings.urls")),
]
