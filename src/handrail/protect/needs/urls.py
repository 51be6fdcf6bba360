"""Pages of this package."""

from __future__ import annotations

from django.urls import URLPattern, path

from handrail.protect.needs import views

HELP = "cases/<uuid:case_id>/help/"

urlpatterns: list[URLPattern] = [
    path(f"{HELP}safety/", views.safety, name="safety_edit"),
    path(f"{HELP}needs/new/", views.add, name="needs_add"),
    path(f"{HELP}needs/<uuid:need_id>/", views.answer, name="need_answer"),
]
