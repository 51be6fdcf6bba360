"""What administrators do to accounts and roles, each in one transaction with its line in the log.

The caller gives records of an organisation whose accounts `by` manages; `by` is None for whoever runs the
server.
"""

from __future__ import annotations

import secrets
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction

from handrail.core.access.domain.refusal import Refused
from handrail.core.accounts.domain import granting
from handrail.core.accounts.domain.codes import make_code
from handrail.core.accounts.domain.granting import ADMINISTRATOR, Term
from handrail.core.accounts.domain.usernames import check_username
from handrail.core.accounts.models import Account, RoleGrant
from handrail.core.accounts.sessions import end_sessions
from handrail.core.audit import record
from handrail.core.clock import now
from handrail.core.notices.domain.kinds import NoticeKind
from handrail.core.organisations.models import Organisation
from handrail.core.tokens.actions import end_tokens

if TYPE_CHECKING:
    from handrail.core.organisations.models import Unit


def new_code() -> str:
    """Return a random code that can be read out: a first password, or a way back."""
    return make_code(secrets.choice)


@transaction.atomic
def make_account(username: str, display_name: str, unit: Unit, *, by: Account | None) -> tuple[Account, str]:
    """Make an account without a role; return it with its first password, which is kept nowhere.

    Raises `Refused`: username-form, username-taken.
    """
    name, password = check_username(username), new_code()
    if Account.objects.filter(username__iexact=name).exists():
        raise Refused("username-taken")
    try:
        with transaction.atomic():
            account = Account.objects.create_account(
                name, unit=unit, display_name=display_name, password=password, must_change_password=True
            )
    except IntegrityError as taken:
        raise Refused("username-taken") from taken
    log("core:account:made", account, by=by)
    return account, password


@transaction.atomic
def give_role(account: Account, wished: Term, *, by: Account | None, on: date) -> RoleGrant:
    """Give a role on a unit of the account's organisation. Raises `Refused` (see `granting.check_role`)."""
    if not account.is_active:
        raise Refused("suspended")
    held = [_term(grant) for grant in account.grants.all()]
    granting.check_role(wished, held, giver=by.id if by else None, receiver=account.id, on=on)
    grant = RoleGrant.objects.create(
        account=account,
        role=wished.role,
        unit_id=wished.unit,
        starts_on=wished.starts_on,
        ends_on=wished.ends_on,
        granted_by=by.id if by else None,
    )
    log("core:role:given", account, grant.id, by=by, reason=code_of(wished.role))
    _tell_of_roles(account, by)
    return grant


@transaction.atomic
def end_role(grant: RoleGrant, *, by: Account, on: date) -> None:
    """End a role on a day (at once, when that day is today). Raises `Refused`."""
    others = _other_administrators(grant.account, on)
    grant.ends_on = granting.check_end(_term(grant), other_administrators=others, on=on)
    grant.save(update_fields=["ends_on"])
    log("core:role:ended", grant.account, grant.id, by=by, reason=code_of(grant.role))
    _tell_of_roles(grant.account, by)


@transaction.atomic
def suspend(account: Account, *, by: Account | None, on: date) -> None:
    """Close an account at once: its sessions and tokens are gone before this returns. Raises `Refused`."""
    administers = any(grant.role == ADMINISTRATOR and grant.is_live(on) for grant in account.grants.all())
    granting.check_suspension(
        by=by.id if by else None,
        whom=account.id,
        is_active=account.is_active,
        last_administrator=administers and not _other_administrators(account, on),
    )
    account.is_active = False
    account.save(update_fields=["is_active"])
    end_sessions(account)
    end_tokens(account, "suspended", by=by, at=now())
    log("core:account:suspended", account, by=by)


@transaction.atomic
def reinstate(account: Account, *, by: Account | None) -> None:
    """Lift a suspension. No session and no token from before comes back. Raises `Refused`."""
    if account.is_active:
        raise Refused("not-suspended")
    end_sessions(account)
    account.is_active = True
    account.save(update_fields=["is_active"])
    log("core:account:reinstated", account, by=by)


def _tell_of_roles(account: Account, by: Account | None) -> None:
    from handrail.core.notices.actions import tell

    tell([account], NoticeKind.ROLE_CHANGED, by=by, at=now())


def log(action: str, account: Account, *more: UUID, by: Account | None, reason: str = "") -> None:
    """Append one event about an account to the log."""
    record(
        action=action,
        kind="account",
        ids=[account.id, *more],
        actor=by.id if by else None,
        organisation=account.organisation_id,
        reason=reason or ("" if by else "operator"),
    )


def code_of(role: str) -> str:
    """Return a role's id as the log spells codes."""
    return role.replace("_", "-")


def _term(grant: RoleGrant) -> Term:
    return Term(role=grant.role, unit=grant.unit_id, starts_on=grant.starts_on, ends_on=grant.ends_on)


def _other_administrators(account: Account, on: date) -> int:
    """Count who else administers the organisation on a day; holds the organisation's row, so that two
    administrators who end each other at the same moment cannot both succeed."""
    Organisation.objects.select_for_update().get(id=account.organisation_id)
    grants = RoleGrant.objects.filter(
        role=ADMINISTRATOR,
        unit__organisation_id=account.organisation_id,
        account__is_active=True,
    ).exclude(account=account)
    return len({grant.account_id for grant in grants if grant.is_live(on)})
