"""Pages of the shell itself."""

from __future__ import annotations

from django.urls import path

from handrail.core.shell import views

urlpatterns = [
    path("help/", views.help_page, name="help"),
    path("exit/", views.leave, name="leave"),
]
