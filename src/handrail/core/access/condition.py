"""The door's condition as SQL.

A page asks through the door a dozen times. Built from Django's parts, the same condition would be put
together and translated anew each time, for longer than the database takes to answer. Here only the columns
differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, Expression, F, Q

from handrail.core.access.domain.disclosure import EVERYTHING
from handrail.core.clock import now, today

if TYPE_CHECKING:
    from handrail.core.accounts.models import Account

Sql = tuple[str, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class CasePath:
    """How a record reaches its case: the names of the columns that the door compares."""

    case: str
    unit: str
    owner: str
    organisation: str


@dataclass(frozen=True, slots=True)
class Reach:
    """What an account's live roles reach for one permission."""

    organisations: frozenset[UUID]
    units: frozenset[UUID]
    own: bool

    @property
    def nothing(self) -> bool:
        return not (self.organisations or self.units or self.own)


# What `handrail_hidden_cases` answers on PostgreSQL, for a database that has no roles to keep apart.
HIDDEN_ON_SQLITE = (
    "SELECT e.case_id FROM core_exclusion e WHERE e.reversed_at IS NULL AND "
    "(e.account_id = %s OR (e.unit_path <> '' AND substr((SELECT u.path FROM core_unit u WHERE u.id = %s), "
    "1, length(e.unit_path)) = e.unit_path))"
)
OPENED_IN_EMERGENCY = "SELECT b.case_id FROM core_breakglass b WHERE b.account_id = %s AND b.until > %s"


@dataclass(frozen=True, slots=True)
class Shared:
    """What opens a record besides a role: a live referral whose consent names it, and an emergency.

    `whole`: only where the consent opens the whole case. `part`: only where it names this part of a room.
    `emergency`: whether an emergency opening reaches it. `helping`: only a consent to help or to a return.
    """

    whole: bool = False
    part: str = ""
    emergency: bool = True
    helping: bool = False


ANY_FIELD, WHOLE_CASE = Shared(), Shared(whole=True)
# Purposes of consent under which another house helps, and writes down what it does (consent.models.Purpose).
HELPING = ("assistance", "return")


class CaseCondition(Expression):
    """A condition on the columns by which a record reaches its case; they are compiled, the rest is text."""

    output_field = BooleanField()
    conditional = True

    def __init__(self, *columns: str) -> None:
        super().__init__(output_field=BooleanField())
        self.columns: list[Any] = [F(column) for column in columns]

    def get_source_expressions(self) -> list[Any]:
        return self.columns

    def set_source_expressions(self, exprs: list[Any]) -> None:  # type: ignore[override]
        self.columns = exprs

    def condition(self, connection: Any, *columns: str) -> Sql:
        raise NotImplementedError

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        sql, params = self.condition(connection, *(compiler.compile(column)[0] for column in self.columns))
        return sql, list(params)


class NotHidden(CaseCondition):
    """True unless the case is excluded for the account.

    On PostgreSQL the web role cannot read exclusions; it asks a function that answers for the acting
    account only. On SQLite, which has no roles, the same question is a sub-query.
    """

    def __init__(self, case: str, account: Account) -> None:
        super().__init__(case)
        self.account = account

    def condition(self, connection: Any, *columns: str) -> Sql:
        return _not_hidden(connection, columns[0], self.account)


class InSight(CaseCondition):
    """True for what the account may read or change: within the reach, and not hidden.

    `shared`: also what an emergency opens, and what a live referral shares.
    """

    def __init__(
        self,
        path: CasePath,
        account: Account,
        reach: Reach,
        owners: Sequence[UUID],
        shared: Shared | None = None,
    ) -> None:
        among = (
            (path.owner, owners if reach.own else ()),
            (path.unit, reach.units),
            (path.organisation, reach.organisations),
        )
        self.among = [(column, in_order(ids)) for column, ids in among if ids]
        super().__init__(path.case, *(column for column, _ in self.among))
        self.account, self.reach, self.shared = account, reach, shared

    def condition(self, connection: Any, *columns: str) -> Sql:
        case, *others = columns
        native = connection.features.has_native_uuid_field
        ways = [_among(column, ids, native) for column, (_, ids) in zip(others, self.among, strict=True)]
        if self.shared:
            referred, given = _referred(self.reach, today(), self.shared)
            ways.append((f"{case} IN ({referred})" if referred else "", given))
        if self.shared and self.shared.emergency:
            until = connection.ops.adapt_datetimefield_value(now())
            ways.append((f"{case} IN ({OPENED_IN_EMERGENCY})", (_id(self.account.id, native), until)))
        seen, params = _not_hidden(connection, case, self.account)
        met = " OR ".join(sql for sql, _ in ways if sql)
        return f"({seen} AND ({met}))", (*params, *(value for _, values in ways for value in values))


def consent_live(on: Any, prefix: str = "") -> Q:
    """Return the condition that a consent grant holds on a day."""
    return (
        Q(**{f"{prefix}starts_on__lte": on, f"{prefix}ends_on__gt": on})
        & (Q(**{f"{prefix}withdrawn_on__isnull": True}) | Q(**{f"{prefix}withdrawn_on__gt": on}))
    )  # fmt: skip


def in_order(ids: Iterable[UUID]) -> list[UUID]:
    # A stable order keeps the SQL of two runs the same.
    return sorted(ids)


def _not_hidden(connection: Any, case: str, account: Account) -> Sql:
    if connection.vendor == "postgresql":
        return f"NOT ({case} IN (SELECT handrail_hidden_cases(%s)))", (account.id,)
    return f"NOT ({case} IN ({HIDDEN_ON_SQLITE}))", (account.id.hex, account.unit_id.hex)


def _among(column: str, ids: Sequence[UUID], native: bool) -> Sql:
    return f"{column} IN ({', '.join(['%s'] * len(ids))})", tuple(_id(one, native) for one in ids)


def _id(one: UUID, native: bool) -> Any:
    return one if native else one.hex


@lru_cache(maxsize=512)
def _referred(reach: Reach, on: date, shared: Shared) -> Sql:
    """The cases that are shared on a day, as a query; "" for a reach that takes in no unit.

    Remembered as text: who has the same reach on the same day asks the same.
    """
    from handrail.core.referrals.models import Referral, ReferralStatus

    to_us = Q(to_unit__in=in_order(reach.units)) | Q(to_unit__organisation__in=in_order(reach.organisations))
    live = Referral.objects.door_query().filter(
        to_us, consent_live(on, "consent__"), status=ReferralStatus.ACCEPTED
    )
    if shared.whole:
        # Such a consent is stored as ["*"] and nothing else (core/consent/sharing.py).
        live = live.filter(consent__fields=[EVERYTHING])
    if shared.part:
        live = live.filter(consent__parts__contains=f"|{shared.part}|")
    if shared.helping:
        live = live.filter(consent__purpose__in=HELPING)
    try:
        sql, params = live.values("case_id").query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return "", ()
    return sql, tuple(params)
