"""The room's Django application."""

from __future__ import annotations

from django.apps import AppConfig


class ProtectConfig(AppConfig):
    name = "handrail.protect"
    label = "protect"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from handrail.protect import rooms

        rooms.register()
