"""What this package adds to pages that core owns."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from handrail.core.cases.models import Case
from handrail.core.registry import CasePanel, case_panels


def register() -> None:
    """Called once, when Django has loaded everything."""
    case_panels.add(CasePanel("help", "protect/panel_help.html", of_case, 10, also_in_part=True))


def of_case(request: HttpRequest, case: Case) -> dict[str, Any]:
    return {}
