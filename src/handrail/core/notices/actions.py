"""Telling, and what an account decides about its own notices."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from handrail.core import vault
from handrail.core.accounts.models import Account
from handrail.core.audit import record
from handrail.core.notices.domain.kinds import NoticeKind
from handrail.core.notices.models import MailAddress, Notice
from handrail.core.notices.queries import notices_of

PURPOSE = "mail-address"


def tell(
    accounts: Iterable[Account],
    kind: NoticeKind,
    *,
    by: Account | None,
    at: datetime,
    case_id: UUID | None = None,
    about: UUID | None = None,
) -> None:
    """Tell accounts that something waits; whoever did it is not told. In the caller's transaction."""
    told = {account.id for account in accounts} - ({by.id} if by else set())
    Notice.objects.bulk_create(
        Notice(account_id=id, kind=kind.value, case_id=case_id, about=about, at=at) for id in sorted(told)
    )
    for id in MailAddress.objects.filter(account_id__in=told).values_list("account_id", flat=True):
        transaction.on_commit(partial(_mail_later, id))


def _mail_later(account_id: UUID) -> None:
    from handrail.core.notices.jobs import mail

    mail.enqueue(account_id=str(account_id))


def see_all(account: Account, *, at: datetime) -> None:
    """Mark every notice in the account's sight as seen."""
    notices_of(account).filter(seen_at__isnull=True).order_by().update(seen_at=at)


@transaction.atomic
def set_address(account: Account, address: str) -> None:
    """Keep where the account wants to be mailed, sealed; "" takes the address away."""
    if address:
        sealed = vault.seal_for_organisation(account.organisation_id, f"{PURPOSE}:{account.id}", address)
        MailAddress.objects.update_or_create(account=account, defaults={"sealed": sealed})
    else:
        MailAddress.objects.filter(account=account).delete()
    record(
        action="core:address:set" if address else "core:address:removed",
        kind="account",
        ids=[account.id],
        actor=account.id,
        organisation=account.organisation_id,
    )


def address_of(account: Account) -> str:
    """Return where the account wants to be mailed, "" for nowhere."""
    kept = MailAddress.objects.filter(account=account).first()
    if kept is None:
        return ""
    purpose = f"{PURPOSE}:{account.id}"
    address: str = vault.unseal_for_organisation(account.organisation_id, purpose, bytes(kept.sealed))
    return address
