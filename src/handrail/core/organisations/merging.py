"""Making one unit part of another: its people, their roles, its cases and what waits for it go there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from handrail.core.access.domain.refusal import Refused
from handrail.core.accounts.models import Account, RoleGrant
from handrail.core.audit import record
from handrail.core.cases.models import Case
from handrail.core.milestones.models import CascadeRow
from handrail.core.organisations.actions import replant
from handrail.core.organisations.domain.tree import check_merge
from handrail.core.organisations.models import Organisation, Unit
from handrail.core.referrals.models import Referral

if TYPE_CHECKING:
    from uuid import UUID

WHY = "an administrator merges units without seeing a case; the whole unit moves, hidden cases too"


@dataclass(frozen=True, slots=True)
class Merging:
    """What a merger moves, as far as an administrator may know it: never how many cases."""

    people: int
    roles: int
    units: int


def what_moves(unit: Unit) -> Merging:
    return Merging(
        people=Account.objects.filter(unit=unit).count(),
        roles=RoleGrant.objects.filter(unit=unit).count(),
        units=Unit.objects.filter(parent=unit, closed_on__isnull=True).count(),
    )


@transaction.atomic
def merge_unit(
    unit: Unit, into: Unit, *, by: Account, movers_paths: Iterable[str], on: date, at: datetime
) -> None:
    """Make a unit part of another of the same organisation and close it.

    Its accounts and roles become the other's, so that both teams see the cases of both. What was hidden from
    somebody of the unit stays hidden from them (a trigger of the database keeps that). Raises `Refused`:
    merge-head, below-itself, too-deep, opens-cases-to-you, unit-name-taken, unit-closed.
    """
    Organisation.objects.select_for_update().get(id=unit.organisation_id)
    unit, into = Unit.objects.get(id=unit.id), Unit.objects.get(id=into.id)
    if unit.closed_on or into.closed_on or unit.organisation_id != into.organisation_id:
        raise Refused("unit-closed")
    check_merge(unit.path, into.path, movers_paths)
    for child in Unit.objects.filter(parent=unit).order_by("id"):
        replant(child, into)
    Account.objects.filter(unit=unit).update(unit=into)
    _move_roles(unit.id, into.id, on)
    Case.objects.unscoped(WHY).filter(unit=unit).update(unit=into, version=F("version") + 1, updated_at=at)
    CascadeRow.objects.unscoped(WHY).filter(unit=unit).update(unit=into)
    Referral.objects.unscoped(WHY).filter(to_unit=unit).update(to_unit=into)
    replant(unit, into)
    Unit.objects.filter(id=unit.id).update(closed_on=on)
    record(
        action="core:unit:merged",
        kind="unit",
        ids=[unit.id, into.id],
        actor=by.id,
        organisation=unit.organisation_id,
    )


@transaction.atomic
def move_account(account: Account, unit: Unit, *, by: Account) -> None:
    """Put an account into another unit of its organisation. Its roles stay as they were given.

    What was hidden from it as one of the old unit stays hidden. Raises `Refused("unit-closed")`.
    """
    if unit.closed_on or unit.organisation_id != account.organisation_id:
        raise Refused("unit-closed")
    account.unit = unit
    account.save(update_fields=["unit"])
    record(
        action="core:account:moved",
        kind="account",
        ids=[account.id, unit.id],
        actor=by.id,
        organisation=account.organisation_id,
    )


def _move_roles(unit: UUID, into: UUID, on: date) -> None:
    """Give the roles on one unit for another. One that the account holds there already just ends."""
    for grant in RoleGrant.objects.filter(unit=unit):
        same = RoleGrant.objects.filter(account=grant.account_id, role=grant.role, unit=into)
        if grant.is_live(on) and any(other.is_live(on) for other in same):
            grant.ends_on = max(on, grant.starts_on)
        grant.unit_id = into
        grant.save(update_fields=["unit", "ends_on"])
