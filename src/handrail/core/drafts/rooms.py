"""What drafts add to "My work", and what goes with an erased person."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy

from handrail.core.registry import (
    PersonalRecords,
    Rate,
    RateLimit,
    WorkItem,
    WorkSource,
    personal_records,
    rate_limits,
    work_sources,
)

if TYPE_CHECKING:
    from handrail.core.accounts.models import Account

SHOWN = 10


def register() -> None:
    """Called once, when Django has loaded everything."""
    from handrail.core.drafts.models import Draft

    personal_records.add(PersonalRecords("drafts", Draft))
    work_sources.add(WorkSource("drafts", gettext_lazy("What you began"), begun, 2))
    # A page sends some seconds after the last key: far more than anybody types.
    rate_limits.add(RateLimit("draft_keep", account=Rate(600, 600)))


def begun(account: Account) -> Iterator[WorkItem]:
    """List what the account typed and did not send."""
    from handrail.core.drafts.queries import lines_of

    for line in islice(lines_of(account), SHOWN):
        yield WorkItem(label=line.title, detail=line.number, url=line.url, since=line.at)
