"""Managers that refuse a query without an account."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import models
from django.db.models import Exists, OuterRef, Q

from handrail.core.access.acting import check_acting
from handrail.core.access.condition import ANY_FIELD
from handrail.core.access.door import READ, CasePath, Shared, editable, visible, visible_whole

if TYPE_CHECKING:
    from handrail.core.accounts.models import Account

M = TypeVar("M", bound=models.Model)


class UnscopedQuery(Exception):
    """People's records were asked for without saying for whom. Use `.visible_to(account)`."""


class Direct:
    """The record itself holds (or joins to) the columns that the door compares.

    `part`: the room's part of a case to which the record belongs. Another house reads it only under a consent
    that names the part. `apart`: a part that is not in "the whole case" and that no emergency opens.
    `together`: a house that helps under such a consent writes such records too. `stays`: it never
    leaves its house: it is read by role alone, and no consent opens it, whatever it names, and no emergency.
    """

    def __init__(
        self,
        path: CasePath,
        *,
        read: str = READ,
        part: str = "",
        apart: bool = False,
        together: bool = False,
        stays: bool = False,
    ) -> None:
        self.path, self.read, self.part = path, read, part
        self.shared = Shared(part=part, emergency=not apart) if part else ANY_FIELD
        self.stays = stays
        self.written_with = together_in(part) if together else None

    def visible(self, account: Account) -> Q:
        return visible(account, self.path, self.read, None if self.stays else self.shared)

    def visible_whole(self, account: Account) -> Q:
        return self.visible(account) if self.part else visible_whole(account, self.path, self.read)

    def editable(self, account: Account, permission: str) -> Q:
        return editable(account, self.path, permission, self.written_with)


class WritersAlone(Direct):
    """The record is its writer's (`account`) alone, with a case or without; of a hidden case, nobody's."""

    def visible(self, account: Account) -> Q:
        return Q(account=account.id) & (Q(**{self.path.case: None}) | super().visible(account))

    def visible_whole(self, account: Account) -> Q:
        return self.visible(account)

    def editable(self, account: Account, permission: str) -> Q:
        return self.visible(account)


def together_in(part: str) -> Shared:
    """Return what lets another house write in a part: a consent to its help that names the part."""
    return Shared(part=part, emergency=False, helping=True)


class ThroughMany:
    """The record is visible when one of its cases is."""

    def __init__(self, relation: str) -> None:
        self.relation = relation

    def visible(self, account: Account) -> Q:
        from handrail.core.cases.models import Case

        return Q(Exists(Case.objects.visible_to(account).filter(person=OuterRef("pk"))))

    def visible_whole(self, account: Account) -> Q:
        from handrail.core.cases.models import Case

        return Q(Exists(Case.objects.wholly_visible_to(account).filter(person=OuterRef("pk"))))

    def editable(self, account: Account, permission: str) -> Q:
        from handrail.core.cases.models import Case

        return Q(Exists(Case.objects.editable_by(account, permission).filter(person=OuterRef("pk"))))


def own_case(case: str = "id") -> Direct:
    """The record carries unit, owner and organisation itself."""
    return Direct(CasePath(case=case, unit="unit_id", owner="owner_id", organisation="organisation_id"))


def through_case(relation: str) -> Direct | ThroughMany:
    """The record hangs on a case (`case`), or several cases hang on it (`cases`)."""
    return ThroughMany(relation) if relation == "cases" else Direct(_by(relation))


def part_of_case(
    part: str,
    *,
    relation: str = "case",
    read: str = READ,
    apart: bool = False,
    together: bool = False,
    stays: bool = False,
) -> Direct:
    """The record hangs on a case and belongs to a part that a room added (`registry.CasePart`).

    `read` is the permission that it takes to read it; no role has it wider than `core:case:read`.
    """
    return Direct(_by(relation), read=read, part=part, apart=apart, together=together, stays=stays)


def writers_alone(relation: str) -> Direct:
    """The record belongs to one account, and may hang on a case."""
    return WritersAlone(_by(relation))


def _by(relation: str) -> CasePath:
    return CasePath(
        case=f"{relation}_id",
        unit=f"{relation}__unit_id",
        owner=f"{relation}__owner_id",
        organisation=f"{relation}__organisation_id",
    )


class ScopedManager(models.Manager[M]):
    """Reads people's records for one account; anything else is refused."""

    def __init__(self, access: Direct | ThroughMany) -> None:
        super().__init__()
        self.access = access

    def deconstruct(self) -> Any:
        raise TypeError("scoped managers stay out of migrations")

    def get_queryset(self) -> models.QuerySet[M]:
        raise UnscopedQuery(f"{self.model.__name__}: say for whom, with .visible_to(account)")

    def visible_to(self, account: Account) -> models.QuerySet[M]:
        """Return what the account may read. Only inside `acting_as(account)`."""
        check_acting(account)
        return super().get_queryset().filter(self.access.visible(account))

    def wholly_visible_to(self, account: Account) -> models.QuerySet[M]:
        """Return what the account may read in full: of `visible_to`, all but what a consent opens in part."""
        check_acting(account)
        return super().get_queryset().filter(self.access.visible_whole(account))

    def editable_by(self, account: Account, permission: str = "core:case:write") -> models.QuerySet[M]:
        """Return what the account may change under a permission. Only inside `acting_as(account)`."""
        check_acting(account)
        return super().get_queryset().filter(self.access.editable(account, permission))

    def helped_by(self, account: Account, permission: str, part: str) -> models.QuerySet[M]:
        """Return the cases in whose `part` the account may write: its own, and those that it helps in.

        For cases alone. Only inside `acting_as(account)`.
        """
        check_acting(account)
        if not isinstance(self.access, Direct):
            raise UnscopedQuery(f"{self.model.__name__}: only a case is helped in")
        return (
            super().get_queryset().filter(editable(account, self.access.path, permission, together_in(part)))
        )

    def unscoped(self, reason: str) -> models.QuerySet[M]:
        """Return everything. For the few modules that `tests/core/access/test_unscoped.py` lists."""
        if not reason:
            raise UnscopedQuery("An unscoped query says why")
        return super().get_queryset()

    def door_query(self) -> models.QuerySet[M]:
        """Return a query for use inside the door's own conditions; never run by itself."""
        return super().get_queryset()

    def insert(self, rows: Iterable[M], *, batch_size: int = 500) -> list[M]:
        """Write new rows (writing tells nothing about what is there)."""
        return super().get_queryset().bulk_create(rows, batch_size=batch_size)
