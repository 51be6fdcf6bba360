"""Core as one Django application."""

from __future__ import annotations

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "handrail.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from handrail.core import rooms
        from handrail.core.languages.catalogues import compile_stale

        # Before anything is translated: a fresh clone holds the sources of the catalogues only.
        compile_stale()
        rooms.register()
