"""Adding, renaming and moving units, each in one transaction with its line in the log."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from handrail.core.access.domain.refusal import Refused
from handrail.core.audit import record
from handrail.core.organisations.domain.tree import check_move, check_place
from handrail.core.organisations.models import Organisation, Unit

if TYPE_CHECKING:
    from handrail.core.accounts.models import Account


@transaction.atomic
def add_unit(name: str, parent: Unit, *, province: str, by: Account) -> Unit:
    """Add a unit below another. Raises `Refused`: too-deep, unit-name-taken."""
    check_place(parent.path)
    unit = Unit(organisation_id=parent.organisation_id, parent=parent, name=name, province=province)
    _save_once(unit)
    _log("core:unit:made", unit, by)
    return unit


@transaction.atomic
def rename_unit(unit: Unit, name: str, *, by: Account) -> None:
    """Give a unit another name. Raises `Refused("unit-name-taken")`."""
    unit.name = name
    _save_once(unit)
    _log("core:unit:renamed", unit, by)


@transaction.atomic
def move_unit(unit: Unit, parent: Unit, *, by: Account, movers_paths: Iterable[str]) -> None:
    """Put a unit, with all below it, under another of the same organisation. Raises `Refused`.

    Roles held above the new place reach it from now on, and those above the old place no longer. Exclusions
    follow the unit (a trigger of the database keeps that).
    """
    Organisation.objects.select_for_update().get(id=unit.organisation_id)
    unit, parent = Unit.objects.get(id=unit.id), Unit.objects.get(id=parent.id)
    below = Unit.objects.filter(path__startswith=unit.path)
    check_move(unit.path, parent.path, below.values_list("path", flat=True), movers_paths)
    replant(unit, parent)
    _log("core:unit:moved", unit, by)


def replant(unit: Unit, parent: Unit) -> None:
    """Put a unit below a parent, and all below it along. The unit itself first: exclusions follow it."""
    old, new = unit.path, f"{parent.path}{unit.id.hex[:12]}."
    unit.parent = parent
    _save_once(unit)
    if old != new:
        Unit.objects.filter(path__startswith=old).update(
            path=Concat(Value(new), Substr(F("path"), len(old) + 1))
        )


def _save_once(unit: Unit) -> None:
    try:
        with transaction.atomic():
            unit.save()
    except IntegrityError as taken:
        raise Refused("unit-name-taken") from taken


def _log(action: str, unit: Unit, by: Account) -> None:
    record(action=action, kind="unit", ids=[unit.id], actor=by.id, organisation=unit.organisation_id)
