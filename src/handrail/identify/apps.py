"""The room's Django application."""

from __future__ import annotations

from django.apps import AppConfig


class IdentifyConfig(AppConfig):
    name = "handrail.identify"
    label = "identify"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from handrail.identify import rooms

        rooms.register()
