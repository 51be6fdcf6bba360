"""What this package adds to the help page.

Nothing to the own copy: what was told in confidence may name others, and a paper that is found would harm.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from handrail.core.access.disclosure import may_change
from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case
from handrail.core.registry import PersonalRecords, personal_records
from handrail.protect.sections import HelpSection, help_sections


def register() -> None:
    """Called once, when Django has loaded everything."""
    from handrail.protect.sensitive.models import SensitiveNote

    help_sections.add(
        HelpSection("few-eyes", gettext_lazy("For few eyes"), "protect/sensitive/section.html", of, 23)
    )
    personal_records.add(PersonalRecords("sensitive", SensitiveNote))


def of(request: HttpRequest, case: Case) -> dict[str, Any] | None:
    """The way to the notes, for who may read them in this case; for anybody else there is no such part."""
    from handrail.protect.sensitive.models import READ, SensitiveNote

    account: Account = request.user  # type: ignore[assignment]
    if not may_change(account, case, READ):
        return None
    return {"so_many": SensitiveNote.objects.visible_to(account).filter(case=case).count()}
