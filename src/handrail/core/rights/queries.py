"""Requests, restrictions and records whose time is over, through the door."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from handrail.core.cases.models import Case
from handrail.core.milestones.models import CascadeRow
from handrail.core.rights.domain.keeping import rule_for
from handrail.core.rights.domain.requests import RESTRICTING, Right, State
from handrail.core.rights.models import Hold, RightsRequest
from handrail.core.rights.rules import keeping_rules

if TYPE_CHECKING:
    from handrail.core.accounts.models import Account

ERASE = "core:person:erase"
OPEN = (State.OPEN.value, State.CONFIRMED.value)
_RESTRICTING = [right.value for right in RESTRICTING]


def requests_of(account: Account, case: Case) -> QuerySet[RightsRequest]:
    """Return what was asked about a case, newest first."""
    return RightsRequest.objects.visible_to(account).filter(case=case).order_by("-received_on", "id")


def find_request(account: Account, case: Case, request_id: UUID) -> RightsRequest:
    """Return a request about a case; else 404."""
    found = requests_of(account, case).filter(id=request_id).first()
    if found is None:
        raise Http404
    return found


def restrictions(account: Account) -> QuerySet[RightsRequest]:
    """Return the restrictions in force on cases in sight."""
    return RightsRequest.objects.visible_to(account).filter(
        kind__in=_RESTRICTING, state=State.GRANTED.value, lifted_at__isnull=True
    )


def is_restricted(account: Account, case: Case) -> bool:
    """Return whether a case may only be kept, at the person's word."""
    return restrictions(account).filter(case=case).exists()


def waiting(account: Account, *, limit: int) -> list[RightsRequest]:
    """Return the requests without an answer in the account's reach, the most urgent first."""
    cases = Case.objects.editable_by(account)
    found = RightsRequest.objects.visible_to(account).filter(state__in=OPEN, case__in=cases)
    return list(found.select_related("case").order_by("due_on", "id")[:limit])


def past_keeping(account: Account, on: date, *, limit: int) -> list[CascadeRow]:
    """Return the rows of cases whose time for keeping is over, longest over first.

    Those that are erased, on hold, or about to be erased are left out. A case whose way has no end is kept.
    """
    rule = rule_for(keeping_rules(), account.organisation.country, on)
    held = Hold.objects.visible_to(account).filter(case=OuterRef("case_id"), until__gt=on)
    asked = RightsRequest.objects.visible_to(account).filter(
        case=OuterRef("case_id"), kind=Right.ERASURE.value, state__in=OPEN
    )
    rows = CascadeRow.objects.editable_by(account, ERASE).filter(
        ~Exists(held),
        ~Exists(asked),
        ended_on__lt=on - timedelta(days=rule.days),
        case__person__erased_at__isnull=True,
    )
    return list(rows.select_related("case__unit").order_by("ended_on", "case_id")[:limit])
