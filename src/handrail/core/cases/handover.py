"""Handing a caseload over: all cases of one colleague to another, in one step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from handrail.core.access.domain.refusal import Refused
from handrail.core.access.domain.roles import Scope, roles
from handrail.core.access.door import reach_of
from handrail.core.accounts.models import Account, RoleGrant
from handrail.core.audit import record
from handrail.core.cases.models import Case, CaseStatus
from handrail.core.milestones.models import CascadeRow
from handrail.core.notices.actions import tell
from handrail.core.notices.domain.kinds import NoticeKind
from handrail.core.organisations.models import Unit

ASSIGN = "core:case:assign"
OPEN = (CaseStatus.ACTIVE, CaseStatus.FOLLOW_UP)
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Caseload:
    """What a hand-over would move. `stays`: cases of units that the colleague's role does not reach."""

    moves: int
    stays: int


def colleagues_within(account: Account) -> QuerySet[Account]:
    """Return the accounts of the units (and organisations) for which the account gives out cases."""
    reach = reach_of(account, ASSIGN)
    return Account.objects.filter(
        Q(unit_id__in=sorted(reach.units)) | Q(organisation_id__in=sorted(reach.organisations))
    )


def caseload(by: Account, *, of: Account, to: Account, also_closed: bool, on: date) -> Caseload:
    """Count what would move and what would stay, as far as `by` may give it out."""
    all_of_it = _cases_of(by, of, also_closed)
    moves = _reached(all_of_it, to, on).count()
    return Caseload(moves, all_of_it.count() - moves)


@transaction.atomic
def hand_over(
    *, of: Account, to: Account, also_closed: bool, by: Account, on: date, at: datetime
) -> Caseload:
    """Make `to` responsible for the cases of `of` that `by` may give out. Returns what moved and what stays.

    Raises `Refused`: same-person, suspended, nothing-to-hand-over. Whoever edits one of the cases
    meanwhile is told that it changed.
    """
    if of.id == to.id:
        raise Refused("same-person")
    if not to.is_active:
        raise Refused("suspended")
    all_of_it = _cases_of(by, of, also_closed)
    ids = sorted(_reached(all_of_it, to, on).values_list("id", flat=True))
    if not ids:
        raise Refused("nothing-to-hand-over")
    stays = all_of_it.count() - len(ids)
    for start in range(0, len(ids), CHUNK):
        _move(ids[start : start + CHUNK], to, by=by, at=at)
    tell([to], NoticeKind.CASELOAD_GIVEN, by=by, at=at)
    return Caseload(len(ids), stays)


def without_anybody(by: Account, on: date) -> Iterator[Account]:
    """Yield colleagues who are suspended or hold no role any more, and still have open cases, by name."""
    if reach_of(by, ASSIGN).nothing:
        return
    held = RoleGrant.objects.filter(account=OuterRef("pk"), starts_on__lte=on).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    )
    gone = colleagues_within(by).filter(~Exists(held) | Q(is_active=False))
    left = Case.objects.editable_by(by, ASSIGN).filter(owner=OuterRef("pk"), status__in=OPEN)
    yield from gone.filter(Exists(left)).select_related("unit").order_by("display_name", "id")[:20]


def _move(ids: list[UUID], to: Account, *, by: Account, at: datetime) -> None:
    cases = Case.objects.editable_by(by, ASSIGN).filter(id__in=ids)
    cases.update(owner=to, version=F("version") + 1, updated_at=at)
    CascadeRow.objects.editable_by(by, ASSIGN).filter(case_id__in=ids).update(owner=to)
    record(
        action="core:case:handed-over",
        kind="case",
        ids=ids,
        actor=by.id,
        organisation=to.organisation_id,
    )


def _cases_of(by: Account, of: Account, also_closed: bool) -> QuerySet[Case]:
    cases = Case.objects.editable_by(by, ASSIGN).filter(owner=of)
    return cases if also_closed else cases.filter(status__in=OPEN)


def _reached(cases: QuerySet[Case], to: Account, on: date) -> QuerySet[Case]:
    """Return the cases of the units in which a live role of `to` lets them work on cases."""
    cases = cases.filter(organisation_id=to.organisation_id)
    units: set[UUID] = set()
    for grant in to.grants.select_related("unit"):
        role = roles().get(grant.role)
        scope = role.permissions.get("core:case:write") if role else None
        if scope is None or not grant.is_live(on):
            continue
        if scope is Scope.ORGANISATION:
            return cases
        below = Unit.objects.filter(path__startswith=grant.unit.path)
        units |= set(below.values_list("id", flat=True))
    return cases.filter(unit_id__in=sorted(units))
