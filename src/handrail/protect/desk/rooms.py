"""What this package adds to pages that core owns."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case
from handrail.core.registry import CasePanel, case_panels


def register() -> None:
    """Called once, when Django has loaded everything."""
    case_panels.add(CasePanel("help", "protect/panel_help.html", of_case, 10, also_in_part=True, first=True))


def of_case(request: HttpRequest, case: Case) -> dict[str, Any]:
    """What one must know before a call: where the phone number stands, this stands too."""
    from handrail.protect.needs.queries import safety_of

    account: Account = request.user  # type: ignore[assignment]
    values = safety_of(account, case).values
    return {"never": values.get("never", ""), "ways": values.get("ways", "")}
