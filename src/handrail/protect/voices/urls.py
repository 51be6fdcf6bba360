"""Pages of this package."""

from __future__ import annotations

from django.urls import URLPattern, path

from handrail.protect.voices import views

urlpatterns: list[URLPattern] = [
    path("say/<slug:code>/", views.say, name="say"),
    path("voices/", views.voices, name="voices"),
    path("voices/<uuid:box_id>/", views.voice_box, name="voice_box"),
    path("voices/<uuid:box_id>/paper/", views.voice_paper, name="voice_paper"),
    path("voices/<uuid:box_id>/close/", views.voice_box_close, name="voice_box_close"),
]
