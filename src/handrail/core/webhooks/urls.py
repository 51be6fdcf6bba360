"""Receivers of messages."""

from __future__ import annotations

from django.urls import path

from handrail.core.webhooks import views

urlpatterns = [
    path("webhooks/", views.webhook_list, name="webhook_list"),
    path("webhooks/new/", views.webhook_new, name="webhook_new"),
    path("webhooks/<uuid:subscription_id>/", views.webhook_page, name="webhook_page"),
    path("webhooks/<uuid:subscription_id>/remove/", views.webhook_remove, name="webhook_remove"),
]
