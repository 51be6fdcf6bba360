"""Pages of this package."""

from __future__ import annotations

from django.urls import URLPattern, path

from handrail.protect.health import views

HELP = "cases/<uuid:case_id>/help/health/"

urlpatterns: list[URLPattern] = [
    path(HELP, views.health, name="health"),
    path(f"{HELP}safety-path/", views.safety_path, name="safety_path"),
    path(f"{HELP}<slug:instrument>/", views.screen, name="screen"),
]
