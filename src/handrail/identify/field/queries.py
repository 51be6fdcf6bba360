"""What came from phones, read through the door."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from handrail.core.accounts.models import Account
from handrail.identify.field.models import Arrival, Phone
from handrail.identify.field.words import PROBLEMS
from handrail.identify.screenings.models import Screening

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Came:
    """A letter that came, and the screening that it became where the account may see it."""

    arrival: Arrival
    screening: Screening | None

    @property
    def problem(self) -> str | Promise:
        return PROBLEMS.get(self.arrival.problem, "")


def arrivals_of(account: Account, *, waiting: bool = False) -> list[Came]:
    """Return what came from the account's own phones, latest first; `waiting`: what nobody looked at."""
    rows = Arrival.objects.filter(account=account).order_by("-received_at", "id")
    if waiting:
        rows = rows.filter(looked_at=None)
    found = list(rows[:SHOWN])
    ids = [row.screening for row in found if row.screening]
    seen = {
        one.id: one for one in Screening.objects.visible_to(account).filter(id__in=ids).select_related("case")
    }
    return [Came(row, seen.get(row.screening) if row.screening else None) for row in found]


def phones_of(account: Account) -> list[Phone]:
    return list(Phone.objects.filter(account=account).order_by("-created_at")[:SHOWN])
