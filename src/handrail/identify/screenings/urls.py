"""Pages of this package."""

from __future__ import annotations

from django.urls import URLPattern, path

from handrail.identify.screenings import views

CASE = "cases/<uuid:case_id>/screenings/"

urlpatterns: list[URLPattern] = [
    path("trafficking-or-smuggling/", views.both_sides, name="both_sides"),
    path(f"{CASE}new/", views.screening_begin, name="screening_begin"),
    path(f"{CASE}<uuid:screening_id>/", views.screening_page, name="screening_page"),
    path(f"{CASE}<uuid:screening_id>/ask/", views.screening_ask, name="screening_ask"),
]
