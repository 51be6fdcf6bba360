"""What waits in "My work": consent that was taken back, on both sides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handrail.core.registry import WorkItem, WorkSource, work_sources

if TYPE_CHECKING:
    from handrail.core.accounts.models import Account

SHOWN = 10


def register() -> None:
    """Called once, when Django has loaded everything."""
    work_sources.add(WorkSource("recalls", gettext_lazy("Consent taken back: say what you kept"), ours, 8))
    work_sources.add(
        WorkSource("recalls-sent", gettext_lazy("Not confirmed after consent was taken back"), theirs, 18)
    )


def ours(account: Account) -> Iterator[WorkItem]:
    """List what the account's units have to answer."""
    from handrail.core.consent.recalls import recalls_for_us
    from handrail.core.referrals.queries import ANSWER

    if account.may(ANSWER):
        for asked in recalls_for_us(account)[:SHOWN]:
            yield WorkItem(
                label=asked.case.number,
                detail=asked.case.organisation.name,
                url=reverse("recall_answer", args=[asked.id]),
                since=asked.told_at,
            )


def theirs(account: Account) -> Iterator[WorkItem]:
    """List the units that have not said what they kept of the account's own cases."""
    from handrail.core.consent.recalls import unanswered

    if account.may("core:case:write"):
        for asked in unanswered(account, SHOWN):
            yield WorkItem(
                label=asked.case.number,
                detail=_("%(house)s, %(unit)s")
                % {"house": asked.to_unit.organisation.name, "unit": asked.to_unit.name},
                url=reverse("case_page", args=[asked.case_id]) + "#consent",
                since=asked.told_at,
            )
