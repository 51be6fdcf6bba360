"""Scoped reads of cases: a page of the list, and one case with all that hangs on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from handrail.core.access.door import owners_for, reach_of
from handrail.core.access.models import BreakGlass
from handrail.core.cases.domain.cursor import Cursor
from handrail.core.cases.models import Case
from handrail.core.clock import now
from handrail.core.milestones.models import STAGE_COLUMNS, CascadeRow
from handrail.core.organisations.models import Unit
from handrail.core.referrals.models import Referral, ReferralStatus
from handrail.core.referrals.queries import to_us

if TYPE_CHECKING:
    from handrail.core.accounts.models import Account
    from handrail.core.milestones.domain.stages import Stage

PAGE = 25


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list shows: a status, a stage that was reached, and whose cases ("mine", a unit, or all)."""

    status: str = ""
    stage: Stage | None = None
    mine: bool = False
    unit: UUID | None = None

    @property
    def tells_of_facts(self) -> bool:
        """Whether being in the list says something of the case that a consent may not have opened."""
        return bool(self.status or self.stage)

    def condition(self, account: Account) -> Q:
        wanted = Q(status=self.status) if self.status else Q()
        if self.mine:
            wanted &= Q(owner_id__in=owners_for(account))
        if self.unit:
            wanted &= Q(unit_id=self.unit)
        if self.stage:
            rows = CascadeRow.objects.wholly_visible_to(account).filter(case_id=OuterRef("pk"))
            wanted &= Q(Exists(rows.filter(**{f"{STAGE_COLUMNS[self.stage]}__isnull": False})))
        return wanted


@dataclass(frozen=True, slots=True)
class Page:
    """Some cases, newest first. `older` is where the next page begins, None on the last one."""

    cases: list[Case]
    older: Cursor | None


def newest(
    account: Account, filters: Filters | None = None, *, after: Cursor | None = None, size: int = PAGE
) -> Page:
    """Return the newest cases that the account sees. Two queries, whose cost does not grow with the caseload.

    Each way of seeing a case (mine, a unit, the organisation, referred) gives its own newest few from its own
    index; one condition with OR would make the database sort them all. The door's condition is on each part.
    A filter by status or stage leaves out what a consent opens in part: its answer would tell what was not
    shared.
    """
    filters = filters or Filters()
    sight = Case.objects.wholly_visible_to if filters.tells_of_facts else Case.objects.visible_to
    cases = sight(account).filter(filters.condition(account))
    parts = [_after(cases.filter(way), after) for way in _ways(account, filters)]
    found = newest_of(account, parts, each=size + 1, together=size + 1)
    last = found[size - 1] if len(found) > size else None
    return Page(found[:size], Cursor(last.opened_on, last.id) if last else None)


def newest_of(
    account: Account, parts: Sequence[QuerySet[Case]], *, each: int, together: int | None = None
) -> list[Case]:
    """Return the newest few of each of several scoped queries, newest first, at most so many together.

    Under one OR the database would read and sort all that any of them meets.
    """
    ids = _ids_of([_newest_first(part)[:each] for part in parts], limit=together or each * len(parts))
    found = Case.objects.visible_to(account).filter(id__in=ids)
    return list(_newest_first(found.select_related("person", "owner", "unit")))


def _newest_first(cases: QuerySet[Case]) -> QuerySet[Case]:
    return cases.order_by("-opened_on", "id")


def _after(cases: QuerySet[Case], cursor: Cursor | None) -> QuerySet[Case]:
    if cursor is None:
        return cases
    later = Q(opened_on__lt=cursor.opened_on) | Q(id__gt=cursor.id)
    return cases.filter(later, opened_on__lte=cursor.opened_on)


def _ways(account: Account, filters: Filters) -> list[Q]:
    """Return the ways in which a case may be in sight, each with an index of its own."""
    if filters.mine:
        return [Q(owner_id=one) for one in owners_for(account)]
    if filters.unit:
        return [Q(unit_id=filters.unit)]
    reach = reach_of(account, "core:case:read")
    organisations = [Q(organisation_id=one) for one in sorted(reach.organisations)]
    units = [Q(unit_id=one) for one in sorted(reach.units)]
    referred = Referral.objects.visible_to(account).filter(to_us(reach), status=ReferralStatus.ACCEPTED)
    emergency = BreakGlass.objects.filter(account_id=account.id, until__gt=now())
    here_and_there = (Q(id__in=cases.values("case_id")) for cases in (referred, emergency))
    own = [Q(owner_id=one) for one in owners_for(account)]
    return [*organisations, *units, *own, *here_and_there]


def _ids_of(parts: Sequence[QuerySet[Case]], *, limit: int) -> list[UUID]:
    """Return the newest ids of several queries with limits of their own, in one statement."""
    statements: list[str] = []
    params: list[Any] = []
    for number, part in enumerate(parts):
        query = part.values_list("opened_on", "id").query
        try:
            sql, values = query.get_compiler(connection=connection).as_sql()
        except EmptyResultSet:
            continue
        statements.append(f"SELECT * FROM ({sql}) AS part_{number}")  # noqa: S608 (compiled by the ORM)
        params += values
    if not statements:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"{' UNION '.join(statements)} ORDER BY 1 DESC, 2 LIMIT {limit}", params)
        return [one if isinstance(one, UUID) else UUID(one) for _, one in cursor.fetchall()]


def find_case(account: Account, case_id: UUID) -> Case:
    """Return a case that the account sees, with its person, owner and unit; else 404 like a missing page."""
    found = Case.objects.visible_to(account).filter(id=case_id)
    case = found.select_related("person", "owner", "unit", "organisation").first()
    if case is None:
        raise Http404
    return case


def rows_of(account: Account, case_ids: Sequence[UUID]) -> dict[UUID, CascadeRow]:
    """Return the cascade's rows of some cases, by case. One query."""
    rows = CascadeRow.objects.visible_to(account).filter(case_id__in=list(case_ids))
    return {row.case_id: row for row in rows}


def units_within(account: Account, permission: str) -> list[Unit]:
    """Return the units that a permission of the account reaches, its own unit first."""
    reach = reach_of(account, permission)
    if reach.nothing:
        return []
    own = Q(id=account.unit_id) if reach.own else Q(pk__in=[])
    units = Unit.objects.filter(
        own | Q(id__in=sorted(reach.units)) | Q(organisation_id__in=sorted(reach.organisations)),
        organisation_id=account.organisation_id,
        closed_on__isnull=True,
    )
    return sorted(units, key=lambda unit: (unit.id != account.unit_id, unit.name))
