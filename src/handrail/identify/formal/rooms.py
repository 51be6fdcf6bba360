"""What this package adds to "My work", to the own copy, and to what goes with an erased person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case
from handrail.core.registry import (
    OwnCopyPart,
    PersonalRecords,
    WorkItem,
    WorkSource,
    own_copy_parts,
    personal_records,
    work_sources,
)
from handrail.identify.formal.actions import AGREE

SHOWN = 10


def register() -> None:
    """Called once, when Django has loaded everything."""
    from handrail.identify.formal.models import Formal

    personal_records.add(PersonalRecords("determinations", Formal))
    own_copy_parts.add(OwnCopyPart("determinations", gettext_lazy("Formal determination"), facts, 6))
    work_sources.add(WorkSource("determinations", gettext_lazy("Determinations to answer"), waiting, 8))


def waiting(account: Account) -> Iterator[WorkItem]:
    """List the proposals that wait for this account."""
    from handrail.identify.formal.queries import to_answer

    if account.may(AGREE):
        for formal in to_answer(account, SHOWN):
            yield WorkItem(
                label=formal.case.number,
                detail=formal.get_outcome_display(),
                url=reverse("formal_answer", args=[formal.case_id, formal.id]),
                since=formal.created_at,
            )


def facts(account: Account, case: Case) -> list[dict[str, Any]]:
    """The determinations with their reasons: the person has a right to them, and can appeal."""
    from handrail.core.shell.calendars import date_format
    from handrail.identify.formal.queries import formals_of

    return [
        {
            "label": f"{line.formal.get_outcome_display()}, {date_format(line.formal.created_at)}",
            "value": str(line.words.get("reasons", "")),
        }
        for line in formals_of(account, case, may_agree=False, may_propose=False)
        if line.formal.answered_by_id
    ]
