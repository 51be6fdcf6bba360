"""Pages for who runs the house."""

from __future__ import annotations

from django.urls import path

from handrail.core.operations import views

urlpatterns = [
    path("health/", views.alive, name="health"),
    path("health/ready/", views.ready, name="health_ready"),
    path("system/", views.system, name="system"),
]
