"""What this package adds to the help page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from handrail.core.access.disclosure import disclosure
from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case
from handrail.core.clock import today
from handrail.protect.sections import HelpSection, help_sections


def register() -> None:
    """Called once, when Django has loaded everything."""
    words = gettext_lazy("What is owed")
    help_sections.add(HelpSection("owed", words, "protect/entitlements/section.html", section, 40))


def section(request: HttpRequest, case: Case) -> dict[str, Any] | None:
    from handrail.protect.entitlements.queries import owed_to

    account: Account = request.user  # type: ignore[assignment]
    # Days and age are told to nobody with whom they were not shared.
    return {"lines": owed_to(account, case, today())} if disclosure(account, case).whole else None
