"""The room's Django application."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register


class MeasureConfig(AppConfig):
    name = "handrail.measure"
    label = "measure"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from handrail.measure import rooms

        rooms.register()
        register(own_deadlines_can_be_read)


def own_deadlines_can_be_read(**_: Any) -> list[CheckMessage]:
    """Say at start-up, not on a page, what is wrong in the installation's own file of deadlines."""
    from handrail.core.norms import NormProblem, deadlines, own_file

    try:
        deadlines(own_file())
    except (NormProblem, UnicodeDecodeError) as problem:
        return [Error(f"{own_file().name}: {problem}", id="measure.E001")]
    return []
