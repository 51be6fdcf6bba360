"""Pages of this package."""

from __future__ import annotations

from django.urls import URLPattern, path

from handrail.identify.field import views

urlpatterns: list[URLPattern] = [
    path("field/", views.field_app, name="field_app"),
    path("field/worker.js", views.field_worker, name="field_worker"),
    path("field/app.webmanifest", views.field_manifest, name="field_manifest"),
    path("field/pack/", views.field_pack, name="field_pack"),
    path("field/words/<slug:language>/", views.field_words, name="field_words"),
    path("field/send/", views.field_send, name="field_send"),
    path("phones/", views.phone_list, name="phone_list"),
    path("phones/new/", views.phone_new, name="phone_new"),
    path("phones/<uuid:phone_id>/end/", views.phone_end, name="phone_end"),
    path("phones/letters/<uuid:arrival_id>/looked-at/", views.arrival_looked_at, name="arrival_looked_at"),
]
