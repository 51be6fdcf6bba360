"""Pages of this package."""

from __future__ import annotations

from django.urls import URLPattern, path

from handrail.identify.formal import views

CASE = "cases/<uuid:case_id>/determinations/"

urlpatterns: list[URLPattern] = [
    path(f"{CASE}new/", views.formal_propose, name="formal_propose"),
    path(f"{CASE}<uuid:formal_id>/", views.formal_answer, name="formal_answer"),
    path(f"{CASE}<uuid:formal_id>/appeal/", views.formal_appeal, name="formal_appeal"),
]
