"""Deciding about a role, in one transaction with its line in the log."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from handrail.core.access.domain.refusal import Refused
from handrail.core.accounts.actions import code_of, end_role, log
from handrail.core.accounts.models import Account, RoleGrant
from handrail.core.rolereviews.domain.quarters import Quarter
from handrail.core.rolereviews.models import RoleReview


@transaction.atomic
def keep_role(grant: RoleGrant, *, by: Account, on: date, at: datetime) -> None:
    """Say that somebody still needs a role. Keeping it twice changes nothing. Raises `Refused`."""
    _check(grant, by)
    _, made = RoleReview.objects.get_or_create(
        grant=grant, quarter=Quarter.of(on).code, defaults={"decided_by": by, "decided_at": at}
    )
    if made:
        log("core:role:kept", grant.account, grant.id, by=by, reason=code_of(grant.role))


def end_reviewed_role(grant: RoleGrant, *, by: Account, on: date) -> None:
    """End a role that is no longer needed. Raises `Refused` as `end_role` does."""
    _check(grant, by)
    end_role(grant, by=by, on=on)


def _check(grant: RoleGrant, by: Account) -> None:
    if grant.account_id == by.id:
        raise Refused("not-your-own-role")
