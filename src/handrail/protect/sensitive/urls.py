"""Pages of this package."""

from __future__ import annotations

from django.urls import URLPattern, path

from handrail.protect.sensitive import views

HELP = "cases/<uuid:case_id>/help/few-eyes/"

urlpatterns: list[URLPattern] = [
    path(HELP, views.sensitive, name="sensitive"),
    path(f"{HELP}new/", views.sensitive_add, name="sensitive_add"),
]
