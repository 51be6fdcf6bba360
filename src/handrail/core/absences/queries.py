"""Whose leave an account may see or enter, and for whom it stands in today."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from handrail.core.absences.models import Absence
from handrail.core.access.domain.roles import roles
from handrail.core.access.door import reach_of
from handrail.core.accounts.models import Account
from handrail.core.accounts.queries import MANAGE

ASSIGN = "core:case:assign"


def away_with_deputy(account: Account, on: date) -> QuerySet[Absence]:
    """Return today's leaves in which the account stands in."""
    return (
        Absence.objects.filter(deputy=account, starts_on__lte=on, ends_on__gt=on)
        .select_related("account")
        .order_by("ends_on", "id")
    )


def arranged_by(account: Account) -> QuerySet[Account]:
    """Return the active accounts whose leave the account may enter.

    One's own; those of the units for which it gives out cases; those of the organisation that it administers.
    """
    reach = reach_of(account, ASSIGN)
    theirs = (
        Q(id=account.id)
        | Q(unit_id__in=sorted(reach.units))
        | Q(organisation_id__in=sorted(reach.organisations | reach_of(account, MANAGE).organisations))
    )
    return Account.objects.filter(theirs, is_active=True)


def leaves_seen(account: Account, on: date) -> QuerySet[Absence]:
    """Return the leaves, now or to come, that the account may end: its own and those it may enter."""
    return (
        Absence.objects.filter(account__in=arranged_by(account), ends_on__gt=on)
        .select_related("account__unit", "deputy")
        .order_by("starts_on", "id")
    )


def find_leave(account: Account, absence_id: UUID, on: date) -> Absence:
    """Return a leave that the account may end; else 404."""
    absence = leaves_seen(account, on).filter(id=absence_id).first()
    if absence is None:
        raise Http404
    return absence


def possible_deputies(account: Account, on: date) -> list[Account]:
    """Return active colleagues of an organisation who hold a role that opens cases today, by name."""
    opening = [role.id for role in roles().values() if "core:case:read" in role.permissions]
    held = Q(grants__role__in=opening, grants__starts_on__lte=on) & (
        Q(grants__ends_on__isnull=True) | Q(grants__ends_on__gt=on)
    )
    found = Account.objects.filter(held, organisation_id=account.organisation_id, is_active=True)
    return list(found.select_related("unit").distinct().order_by("display_name", "id"))
