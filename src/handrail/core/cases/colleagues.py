"""Whom a case can be given to."""

from __future__ import annotations

from datetime import date

from django.db.models import Prefetch

from handrail.core.access.domain.roles import Scope, roles
from handrail.core.accounts.models import Account, RoleGrant
from handrail.core.cases.models import Case


def who_can_take(case: Case, on: date) -> list[Account]:
    """Return active colleagues of the case's organisation whose live role would reach it, by name.

    A front-line officer reaches only what is hers or his, and so can be given any case of the unit.
    """
    grants = RoleGrant.objects.filter(starts_on__lte=on).select_related("unit")
    accounts = Account.objects.filter(organisation_id=case.organisation_id, is_active=True)
    return [
        account
        for account in accounts.prefetch_related(Prefetch("grants", grants)).order_by("display_name", "id")
        if any(_reaches(grant, case, on) for grant in account.grants.all())
    ]


def _reaches(grant: RoleGrant, case: Case, on: date) -> bool:
    role = roles().get(grant.role)
    scope = role.permissions.get("core:case:write") if role else None
    if scope is None or not grant.is_live(on):
        return False
    if scope is Scope.ORGANISATION:
        return grant.unit.organisation_id == case.organisation_id
    return case.unit.path.startswith(grant.unit.path)
