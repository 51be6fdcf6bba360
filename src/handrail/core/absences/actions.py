"""Entering and ending leave, each in one transaction with its line in the log."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from handrail.core.absences.domain.standing_in import Leave, check_leave, first_day_back
from handrail.core.absences.models import Absence
from handrail.core.accounts.models import Account
from handrail.core.audit import record
from handrail.core.notices.actions import tell
from handrail.core.notices.domain.kinds import NoticeKind
from handrail.core.organisations.models import Organisation


@transaction.atomic
def enter_leave(
    account: Account,
    *,
    deputy: Account | None,
    starts_on: date,
    ends_on: date,
    by: Account,
    on: date,
    at: datetime,
) -> Absence:
    """Enter that an account is away, and who stands in. Raises `Refused` (see `check_leave`).

    The caller gives an account whose leave `by` may enter.
    """
    # One leave of an organisation at a time: two that overlap cannot both find the other absent.
    Organisation.objects.select_for_update().get(id=account.organisation_id)
    people = [account.id] if deputy is None else [account.id, deputy.id]
    others = Absence.objects.filter(Q(account__in=people), ends_on__gt=on)
    check_leave(
        Leave(account.id, deputy.id if deputy else None, starts_on, ends_on),
        [_leave(other) for other in others],
        by=by.id,
        deputy_opens_cases=deputy is not None and _opens_cases(deputy, account),
        on=on,
    )
    absence = Absence.objects.create(
        account=account,
        deputy=deputy,
        starts_on=starts_on,
        ends_on=ends_on,
        entered_by=by,
        entered_at=at,
    )
    _log("core:leave:entered", absence, by)
    if deputy is not None:
        tell([deputy], NoticeKind.STANDS_IN, by=by, at=at)
    return absence


@transaction.atomic
def end_leave(absence: Absence, *, by: Account, on: date) -> None:
    """End a leave early, or take one back that has not begun. Raises `Refused("leave-over")`."""
    absence.ends_on = first_day_back(_leave(absence), on)
    absence.save(update_fields=["ends_on"])
    _log("core:leave:ended", absence, by)


def _leave(absence: Absence) -> Leave:
    return Leave(absence.account_id, absence.deputy_id, absence.starts_on, absence.ends_on)


def _opens_cases(deputy: Account, account: Account) -> bool:
    return (
        deputy.organisation_id == account.organisation_id
        and deputy.is_active
        and "core:case:read" in deputy.permissions
    )


def _log(action: str, absence: Absence, by: Account) -> None:
    people = [absence.account_id] if absence.deputy_id is None else [absence.account_id, absence.deputy_id]
    record(
        action=action,
        kind="account",
        ids=[*people, absence.id],
        actor=by.id,
        organisation=absence.account.organisation_id,
    )
