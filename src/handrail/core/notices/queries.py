"""An account's notices, as far as what they are about is in its sight today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from handrail.core.access.domain.roles import Scope, roles
from handrail.core.accounts.models import Account, RoleGrant
from handrail.core.cases.models import Case
from handrail.core.notices.domain.kinds import NoticeKind
from handrail.core.notices.models import Notice
from handrail.core.organisations.models import Unit

ARRIVES = (NoticeKind.REFERRAL_ARRIVED,)
"""Kinds about a case that is not in sight yet: the answer to the referral decides."""


def notices_of(account: Account) -> QuerySet[Notice]:
    """Return the account's notices, newest first.

    A notice about a case that the account does not see (any more) is left out, in the list and in what says
    that there is something new: it would tell that the case exists.
    """
    in_sight = Case.objects.visible_to(account).filter(id=OuterRef("case_id"))
    offered = _offered(account)
    return (
        Notice.objects.filter(account=account)
        .filter(Q(case_id__isnull=True) | Q(Exists(in_sight)) | Q(kind__in=ARRIVES) & Q(about__in=offered))
        .order_by("-at", "id")
    )


def _offered(account: Account) -> Any:
    from handrail.core.referrals.queries import ANSWER, sent_to_us

    return sent_to_us(account).values("id") if account.may(ANSWER) else []


def something_new(account: Account) -> bool:
    """Return whether a notice waits that the account has not seen. One query."""
    return notices_of(account).filter(seen_at__isnull=True).exists()


def who_may(permission: str, unit: Unit, on: date) -> Iterator[Account]:
    """Yield the active accounts whose live role carries a permission for a unit, by name."""
    carrying = [role.id for role in roles().values() if permission in role.permissions]
    grants = RoleGrant.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=on),
        role__in=carrying,
        starts_on__lte=on,
        unit__organisation_id=unit.organisation_id,
        account__is_active=True,
    ).select_related("account", "unit")
    told: set[UUID] = set()
    for grant in grants.order_by("account__display_name", "account_id"):
        scope = roles()[grant.role].permissions[permission]
        reaches = scope is Scope.ORGANISATION or (
            scope is Scope.UNIT and unit.path.startswith(grant.unit.path)
        )
        if reaches and grant.account_id not in told:
            told.add(grant.account_id)
            yield grant.account
