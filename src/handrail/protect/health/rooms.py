"""What this package adds to pages that core owns, and to the help page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case
from handrail.core.registry import OwnCopyPart, PersonalRecords, own_copy_parts, personal_records
from handrail.protect.sections import HelpSection, help_sections


def register() -> None:
    """Called once, when Django has loaded everything."""
    from handrail.protect.health.models import Screening

    help_sections.add(HelpSection("health", gettext_lazy("Health"), "protect/health/section.html", of, 22))
    own_copy_parts.add(OwnCopyPart("health", gettext_lazy("Health"), facts, 50))
    personal_records.add(PersonalRecords("screenings", Screening))


def of(request: HttpRequest, case: Case) -> dict[str, Any] | None:
    """The way to the page of health, for who may open it; nothing of it stands here."""
    from handrail.protect.health.models import READ, Screening

    account: Account = request.user  # type: ignore[assignment]
    if not account.may(READ):
        return None
    return {"so_many": Screening.objects.visible_to(account).filter(case=case).count()}


def facts(account: Account, case: Case) -> list[dict[str, Any]]:
    """Screenings, for the own copy that somebody makes who may read them."""
    from handrail.core.shell.calendars import date_format
    from handrail.protect.health.queries import screenings_of

    return [
        {
            "label": f"{line.instrument.title}, {date_format(line.screening.taken_on)}",
            "value": ". ".join(filter(None, [f"{line.score:g}", line.band.words if line.band else ""])),
        }
        for line in screenings_of(account, case)
    ]
