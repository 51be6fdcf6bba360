"""Which accounts, units and requests an administrator or a second person sees. Never a case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404

from handrail.core.access.door import reach_of
from handrail.core.accounts.domain.granting import opens_cases
from handrail.core.accounts.models import Account, Recovery, RoleGrant
from handrail.core.accounts.recovery import open_recoveries
from handrail.core.organisations.models import Unit

MANAGE = "core:account:manage"
UNITS = "core:unit:manage"
# Who answers for a unit is the second person for its members: whoever looks at its emergency openings.
ANSWERS_FOR = "core:breakglass:review"
PAGE = 50


@dataclass(frozen=True, slots=True)
class TeamPage:
    """Some accounts by user name; `after` is where the next page begins, "" on the last one."""

    accounts: list[Account]
    after: str


def managed_accounts(by: Account) -> QuerySet[Account]:
    """Return the accounts of the organisations in which `by` administers accounts."""
    return Account.objects.filter(organisation_id__in=sorted(reach_of(by, MANAGE).organisations))


def team_page(by: Account, *, text: str = "", after: str = "", size: int = PAGE) -> TeamPage:
    """Return a page of the accounts that `by` manages, each with its roles. Always two queries."""
    accounts = managed_accounts(by).filter(username__gt=after) if after else managed_accounts(by)
    if text:
        accounts = accounts.filter(Q(username__icontains=text) | Q(display_name__icontains=text))
    found = list(_with_standing(accounts).order_by("username")[: size + 1])
    return TeamPage(found[:size], found[size - 1].username if len(found) > size else "")


def find_managed(by: Account, account_id: UUID) -> Account:
    """Return an account that `by` manages, with its roles; else 404, as for one that does not exist."""
    account = _with_standing(managed_accounts(by)).filter(id=account_id).first()
    if account is None:
        raise Http404
    return account


def _with_standing(accounts: QuerySet[Account]) -> QuerySet[Account]:
    factors = Authenticator.objects.filter(
        user=OuterRef("pk"), type__in=[Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    )
    grants = RoleGrant.objects.select_related("unit").order_by("starts_on", "id")
    return (
        accounts.select_related("unit")
        .prefetch_related(Prefetch("grants", queryset=grants))
        .annotate(has_factor=Exists(factors))
    )


def find_grant(by: Account, account_id: UUID, grant_id: UUID) -> RoleGrant:
    """Return a role of an account that `by` manages; else 404."""
    grants = RoleGrant.objects.filter(id=grant_id, account_id=account_id, account__in=managed_accounts(by))
    grant = grants.select_related("account", "unit").first()
    if grant is None:
        raise Http404
    return grant


def managed_units(by: Account, permission: str = UNITS) -> QuerySet[Unit]:
    """Return the open units of the organisations in which `by` administers."""
    organisations = sorted(reach_of(by, permission).organisations)
    return Unit.objects.filter(organisation_id__in=organisations, closed_on__isnull=True)


def find_unit(by: Account, unit_id: UUID) -> Unit:
    """Return a unit that `by` administers; else 404."""
    unit = managed_units(by).select_related("parent", "organisation").filter(id=unit_id).first()
    if unit is None:
        raise Http404
    return unit


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit in the order of the tree, and how deep it lies (0: the top)."""

    unit: Unit
    depth: int
    above: str = ""

    @property
    def indent(self) -> str:
        return "\u2003" * self.depth

    @property
    def indented(self) -> str:
        return self.indent + self.unit.name


def tree(units: Iterable[Unit]) -> list[Branch]:
    """Return units as a tree reads: each followed by what lies below it, by name."""
    below: dict[UUID | None, list[Unit]] = {}
    for unit in sorted(units, key=lambda each: (each.name.casefold(), each.path)):
        below.setdefault(unit.parent_id, []).append(unit)

    def walk(parent: Unit | None, depth: int) -> list[Branch]:
        above = parent.name if parent else ""
        return [
            branch
            for unit in below.get(parent.id if parent else None, [])
            for branch in (Branch(unit, depth, above), *walk(unit, depth + 1))
        ]

    return walk(None, 0)


def paths_with_cases(by: Account) -> list[str]:
    """Return the units on which an account holds a role that opens cases, now or later."""
    return [grant.unit.path for grant in by.grants.select_related("unit") if opens_cases(grant.role)]


def recoveries_for(by: Account, at: datetime) -> QuerySet[Recovery]:
    """Return the ways back that still wait and that `by` may see: as administrator, or for their unit."""
    reach = reach_of(by, ANSWERS_FOR)
    concerned = (
        Q(account__organisation_id__in=sorted(reach_of(by, MANAGE).organisations))
        | Q(account__unit_id__in=sorted(reach.units))
        | Q(account__organisation_id__in=sorted(reach.organisations))
    )
    return open_recoveries(at).filter(concerned).select_related("account__unit", "asked_by", "confirmed_by")


def find_recovery(by: Account, recovery_id: UUID, at: datetime) -> Recovery:
    """Return a way back that `by` may see; else 404."""
    recovery = recoveries_for(by, at).filter(id=recovery_id).first()
    if recovery is None:
        raise Http404
    return recovery


def waits_for(by: Account, at: datetime) -> list[Recovery]:
    """Return the requests that `by` could confirm as the second person, oldest first."""
    waiting = recoveries_for(by, at).filter(confirmed_at=None).exclude(asked_by=by).exclude(account=by)
    return list(waiting.order_by("asked_at"))
