"""The page of backups."""

from __future__ import annotations

from django.urls import path

from handrail.core.backup import views

urlpatterns = [path("backups/", views.backups, name="backups")]
