"""Pages of this package."""

from __future__ import annotations

from django.urls import URLPattern, path

from handrail.protect.meetings import views

HELP = "cases/<uuid:case_id>/help/"

urlpatterns: list[URLPattern] = [
    path(f"{HELP}meetings/new/", views.meeting_add, name="meeting_add"),
    path(f"{HELP}review/new/", views.review_add, name="review_add"),
    path(f"{HELP}reviews/<uuid:review_id>/", views.review_answer, name="review_answer"),
]
