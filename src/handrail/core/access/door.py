"""The one door: which cases an account sees.

visible = (what a live role reaches: own, unit, organisation; own takes in the cases of a colleague on leave
           for whom the account stands in today)
        + (cases referred to a unit within that reach, accepted, under consent that is live today)
        + (cases opened in an emergency, while the opening lasts)
        - (exclusions).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from handrail.core.access.condition import (
    ANY_FIELD,
    WHOLE_CASE,
    CasePath,
    InSight,
    NotHidden,
    Reach,
    Shared,
    consent_live,
    in_order,
)
from handrail.core.access.domain.roles import Scope, roles
from handrail.core.clock import today

if TYPE_CHECKING:
    from uuid import UUID

    from handrail.core.accounts.models import Account


def reach_of(account: Account, permission: str) -> Reach:
    """Return how far the account's live roles carry one permission. At most one query an account."""
    organisations: set[UUID] = set()
    paths: list[str] = []
    own = False
    for grant in account.live_grants if account.is_active else []:
        role = roles().get(grant.role)
        scope = role.permissions.get(permission) if role else None
        if scope is Scope.ORGANISATION:
            organisations.add(grant.unit.organisation_id)
        elif scope is Scope.UNIT:
            paths.append(grant.unit.path)
        own = own or scope is not None
    units = (
        {unit_id for unit_id, path in _units_of(account) if path.startswith(tuple(paths))} if paths else set()
    )
    return Reach(frozenset(organisations), frozenset(units), own)


def _units_of(account: Account) -> list[tuple[UUID, str]]:
    """The units of the organisations in which the account holds a role, read once for this object."""
    from handrail.core.organisations.models import Unit

    if "_units" not in account.__dict__:
        organisations = {grant.unit.organisation_id for grant in account.live_grants}
        account.__dict__["_units"] = list(
            Unit.objects.filter(organisation_id__in=organisations).values_list("id", "path")
        )
    units: list[tuple[UUID, str]] = account.__dict__["_units"]
    return units


def owners_for(account: Account) -> list[UUID]:
    """Return whose cases count as the account's own today: its own, and those of whom it stands in for.

    A deputy's deputy is nobody's: leave does not hand on what leave gave. At most one query an account.
    """
    from handrail.core.absences.models import Absence

    if "_owners" not in account.__dict__:
        on = today()
        away = Absence.objects.filter(deputy=account.id, starts_on__lte=on, ends_on__gt=on)
        account.__dict__["_owners"] = in_order({account.id, *away.values_list("account_id", flat=True)})
    owners: list[UUID] = account.__dict__["_owners"]
    return owners


READ = "core:case:read"


def visible(account: Account, path: CasePath, permission: str = READ, shared: Shared | None = ANY_FIELD) -> Q:
    """Return the condition under which the account may read a record that reaches its case by `path`.

    `permission` narrows by role, `shared` says which consent opens the record to a unit of another house;
    None: nothing but a role opens it.
    """
    reach = reach_of(account, permission)
    if reach.nothing:
        return Q(pk__in=[])
    return Q(InSight(path, account, reach, _owners_within(reach, account), shared))


def visible_whole(account: Account, path: CasePath, permission: str = READ) -> Q:
    """Return the condition under which the account may read all of a case, not only the fields of a consent.

    For counts and groupings: who counts people by a field that was not shared has read the field.
    """
    return visible(account, path, permission, WHOLE_CASE)


def editable(account: Account, path: CasePath, permission: str, shared: Shared | None = None) -> Q:
    """Return the condition under which the account may change a record.

    By role, and never by referral but for records of which `shared` says that they are written together.
    """
    reach = reach_of(account, permission)
    if reach.nothing:
        return Q(pk__in=[])
    return Q(InSight(path, account, reach, _owners_within(reach, account), shared))


def _owners_within(reach: Reach, account: Account) -> list[UUID]:
    return owners_for(account) if reach.own else []


def within(reach: Reach, account: Account, path: CasePath) -> Q:
    """Return the condition that a record lies in the reach of the account's roles."""
    condition = Q(**{f"{path.owner}__in": owners_for(account)}) if reach.own else Q(pk__in=[])
    if reach.units:
        condition |= Q(**{f"{path.unit}__in": in_order(reach.units)})
    if reach.organisations:
        condition |= Q(**{f"{path.organisation}__in": in_order(reach.organisations)})
    return condition


__all__ = [
    "CasePath",
    "NotHidden",
    "Reach",
    "Shared",
    "consent_live",
    "editable",
    "owners_for",
    "reach_of",
    "visible",
    "visible_whole",
    "within",
]
