"""The roles that an administrator has to look at in this quarter."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from handrail.core.accounts.models import Account, RoleGrant
from handrail.core.accounts.queries import managed_accounts
from handrail.core.rolereviews.domain.quarters import Quarter
from handrail.core.rolereviews.models import RoleReview


def due_roles(by: Account, on: date) -> QuerySet[RoleGrant]:
    """Return the live roles, but for those of `by`, of managed accounts that nobody looked at this quarter.

    By name of the holder. Roles given in this quarter were looked at then.
    """
    quarter = Quarter.of(on)
    looked_at = RoleReview.objects.filter(grant=OuterRef("pk"), quarter=quarter.code)
    return (
        RoleGrant.objects.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gt=on),
            ~Exists(looked_at),
            account__in=managed_accounts(by).exclude(id=by.id),
            starts_on__lt=quarter.first_day,
        )
        .select_related("account__unit", "unit")
        .order_by("account__display_name", "account_id", "starts_on", "id")
    )
