"""Pages about notices."""

from __future__ import annotations

from django.urls import path

from handrail.core.notices import views

urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/seen/", views.notices_seen, name="notices_seen"),
    path("notices/address/", views.notices_address, name="notices_address"),
]
