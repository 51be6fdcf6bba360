"""On whose behalf the present transaction reads and writes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection, transaction

if TYPE_CHECKING:
    from handrail.core.accounts.models import Account

_acting: ContextVar[UUID | None] = ContextVar("handrail_acting", default=None)


class NobodyActs(Exception):
    """People's records were asked for outside `acting_as`: the database could not tell for whom."""


@contextmanager
def acting_as(account: Account) -> Iterator[None]:
    """Open a transaction in which the database knows the acting account.

    PostgreSQL answers `handrail_hidden_cases` for this account only. The setting lives as long as the
    transaction (or savepoint): no connection that goes back to a pool carries it.
    """
    before = _acting.get()
    nested = connection.in_atomic_block
    with transaction.atomic():
        _tell_database(account.id)
        token = _acting.set(account.id)
        try:
            yield
        finally:
            _acting.reset(token)
        if nested:
            # The end of the whole transaction forgets the setting; that of a savepoint does not.
            _tell_database(before)


def acts_for(account: Account) -> bool:
    """Return whether the present transaction acts for this account already."""
    return _acting.get() == account.id


def check_acting(account: Account) -> None:
    """Raise `NobodyActs` unless the present transaction acts for this account."""
    if _acting.get() != account.id:
        raise NobodyActs(f"Wrap the query in acting_as(account); acting now: {_acting.get()}")


def _tell_database(account_id: UUID | None) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('handrail.account', %s, true)", [str(account_id or "")])
