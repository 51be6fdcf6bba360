"""One's own access tokens."""

from __future__ import annotations

from django.urls import path

from handrail.core.tokens import views

urlpatterns = [
    path("access-tokens/", views.token_list, name="token_list"),
    path("access-tokens/new/", views.token_new, name="token_new"),
    path("access-tokens/<uuid:token_id>/end/", views.token_revoke, name="token_revoke"),
]
