"""Pages of this package."""

from __future__ import annotations

from django.urls import URLPattern, path

from handrail.protect.desk import views

urlpatterns: list[URLPattern] = [
    path("cases/<uuid:case_id>/help/", views.help_page, name="help_page"),
]
