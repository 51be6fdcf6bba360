"""The room's Django application."""

from __future__ import annotations

from django.apps import AppConfig


class CooperateConfig(AppConfig):
    name = "handrail.cooperate"
    label = "cooperate"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from handrail.cooperate.panels import register

        register()
