"""Pages of the room, by package."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

PACKAGES = (
    "afterwards",
    "children",
    "health",
    "meetings",
    "needs",
    "plan",
    "sensitive",
    "services",
    "voices",
    "desk",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"handrail.protect.{package}.urls")) for package in PACKAGES
]
