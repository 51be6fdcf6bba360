"""What this package adds to pages that core owns, and to the help page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handrail.core.access.disclosure import may_change, may_help
from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case
from handrail.core.clock import today
from handrail.core.registry import (
    OwnCopyPart,
    PersonalRecords,
    WorkItem,
    WorkSource,
    own_copy_parts,
    personal_records,
    work_sources,
)
from handrail.protect.permissions import HELP
from handrail.protect.sections import HelpSection, help_sections

SHOWN = 10


def register() -> None:
    """Called once, when Django has loaded everything."""
    from handrail.protect.afterwards.models import Contact, Going, Talk

    help_sections.add(
        HelpSection("afterwards", gettext_lazy("Afterwards"), "protect/afterwards/section.html", section, 60)
    )
    own_copy_parts.add(OwnCopyPart("afterwards", gettext_lazy("Afterwards"), facts, 60))
    for id, model in (("going", Going), ("contacts", Contact), ("talks", Talk)):
        personal_records.add(PersonalRecords(id, model))
    work_sources.add(WorkSource("contacts", gettext_lazy("Contacts that are due"), due, 2))


def section(request: HttpRequest, case: Case) -> dict[str, Any]:
    from handrail.protect.afterwards.queries import afterwards
    from handrail.protect.afterwards.rulesfile import conventions

    account: Account = request.user  # type: ignore[assignment]
    return {
        "page": afterwards(account, case, today()),
        "source": conventions().source,
        "may_write": may_help(account, case, HELP, "afterwards"),
        "own": may_change(account, case, HELP),
    }


def due(account: Account) -> Iterator[WorkItem]:
    """List the contacts of one's own cases whose day has come."""
    from handrail.protect.afterwards.queries import contacts_due

    if account.may(HELP):
        for contact in contacts_due(account, today(), SHOWN):
            yield WorkItem(
                label=contact.case.number,
                detail=_("make contact, in the safe way"),
                url=reverse("contact", args=[contact.case_id, contact.id]),
                since=contact.due_on,
            )


def facts(account: Account, case: Case) -> list[dict[str, Any]]:
    """What the person wants, and how life goes, for the own copy."""
    from handrail.protect.afterwards.queries import afterwards

    page = afterwards(account, case, today())
    told = []
    if page.going:
        wants = [page.going.get_wish_display(), page.words.get("why"), page.words.get("risks")]
        told.append({"label": _("What the person wants"), "value": ". ".join(filter(None, wants))})
    told += [{"label": label, "value": ", ".join(filter(None, rated))} for label, rated in page.table]
    if page.debts:
        told.append({"label": _("Debts, and who holds them"), "value": page.debts})
    return told
