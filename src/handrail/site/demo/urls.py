"""Pages of the demonstration; `site.urls` includes them in a demonstration alone."""

from __future__ import annotations

from django.urls import path

from handrail.site.demo import views

urlpatterns = [
    path("", views.personas, name="demo"),
    path("enter/<slug:persona_id>/", views.enter, name="demo_enter"),
    path("leave/", views.leave, name="demo_leave"),
]
