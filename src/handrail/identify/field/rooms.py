"""Where the rest of the house meets what phones bring."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy

from handrail.core.accounts.models import Account
from handrail.core.registry import NavItem, WorkButton, WorkItem, WorkSource, nav_items, work_sources
from handrail.identify.screenings.actions import WRITE

SHOWN = 10


def register() -> None:
    """Called once, when Django has loaded everything."""
    nav_items.add(NavItem("phones", gettext_lazy("Phones"), "phone_list", (WRITE,), 27))
    work_sources.add(
        WorkSource("phones", gettext_lazy("Came from a phone: look whether the person is known"), came, 6)
    )


def came(account: Account) -> Iterator[WorkItem]:
    """List what came from the account's phones and nobody has looked at."""
    from handrail.identify.field.actions import may_bring
    from handrail.identify.field.queries import arrivals_of

    if not may_bring(account):
        return
    for one in arrivals_of(account, waiting=True)[:SHOWN]:
        seen = one.screening
        yield WorkItem(
            label=seen.case.number if seen else gettext_lazy("A letter"),
            detail=one.problem or (seen.get_result_display() if seen else ""),
            url=reverse("case_page", args=[seen.case_id]) if seen else reverse("phone_list"),
            since=one.arrival.received_at,
            button=WorkButton(
                gettext_lazy("Looked at"), reverse("arrival_looked_at", args=[one.arrival.id]), {}
            ),
        )
