"""Pages of this package."""

from __future__ import annotations

from django.urls import URLPattern, path

from handrail.protect.children import views

HELP = "cases/<uuid:case_id>/help/"

urlpatterns: list[URLPattern] = [
    path(f"{HELP}guardian/", views.guardian_add, name="guardian_add"),
    path(f"{HELP}best-interests/", views.best_interests_add, name="best_interests_add"),
    path(f"{HELP}child/", views.childhood, name="childhood"),
]
