"""Pages about drafts."""

from __future__ import annotations

from django.urls import path

from handrail.core.drafts import views

urlpatterns = [
    path("drafts/", views.drafts, name="drafts"),
    path("drafts/keep/", views.draft_keep, name="draft_keep"),
    path("drafts/<uuid:draft_id>/throw-away/", views.draft_throw_away, name="draft_throw_away"),
]
