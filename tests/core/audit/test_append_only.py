"""The database itself refuses to change the log, and the web role may not even ask."""

from __future__ import annotations

import uuid
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction

from handrail.core import audit
from handrail.core.audit.models import AuditEvent, AuditReason, Checkpoint, Installation, Seal
from tests.roles import as_role

APPEND_ONLY = ["audit_auditevent", "audit_seal", "audit_checkpoint", "audit_installation"]


@pytest.fixture
def log(db: None) -> UUID:
    id = audit.record(action="core:case:opened", kind="case", ids=[], actor=None, organisation=None)
    audit.seal_pending()
    audit.make_checkpoint()
    AuditReason.objects.create(event=id, organisation=uuid.uuid4(), sealed=b"x")
    return id


def refused(statement: str, role: str = "handrail_owner") -> type[DatabaseError]:
    with (
        pytest.raises(DatabaseError) as problem,
        transaction.atomic(),
        as_role(role),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    return problem.type


@pytest.mark.parametrize("table", [*APPEND_ONLY, "audit_auditreason"])
def test_no_row_can_be_changed(log: UUID, table: str) -> None:
    column = {
        "audit_seal": "hash = hash",
        "audit_checkpoint": "position = position",
        "audit_installation": "id = id",
    }
    change = column.get(table, "organisation = organisation")
    assert refused(f"UPDATE {table} SET {change}") is IntegrityError


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_no_row_can_be_removed(log: UUID, table: str) -> None:
    assert refused(f"DELETE FROM {table}") is IntegrityError


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_no_table_can_be_emptied(log: UUID, table: str) -> None:
    if connection.vendor == "postgresql":
        assert refused(f"TRUNCATE {table}") is IntegrityError


@pytest.mark.parametrize("model", [AuditEvent, Seal, Checkpoint, Installation])
def test_no_row_can_be_replaced(log: UUID, model: type) -> None:
    """SQLite's INSERT OR REPLACE takes a row away without asking a DELETE trigger."""
    if connection.vendor == "sqlite":
        table = model._meta.db_table
        assert refused(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}") is IntegrityError
        before = list(model.objects.values())
        refused(f"INSERT OR REPLACE INTO {table} (rowid, {model._meta.pk.column}) VALUES (1, 'x')")
        assert list(model.objects.values()) == before


@pytest.mark.parametrize("statement", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {}"])
@pytest.mark.parametrize(
    ("table", "column"),
    [("audit_auditevent", "reason"), ("audit_seal", "hash"), ("audit_checkpoint", "position"),
     ("audit_installation", "id"), ("audit_auditreason", "sealed")],
)  # fmt: skip
def test_the_web_role_has_no_right_to_try(log: UUID, statement: str, table: str, column: str) -> None:
    if connection.vendor == "postgresql":
        assert refused(statement.format(table, column, column), role="handrail_web") is ProgrammingError


def test_the_oversight_role_reads_the_log_and_adds_to_it(log: UUID) -> None:
    with as_role("handrail_oversight"):
        audit.record(action="oversee:naming:opened", kind="naming", ids=[], actor=None, organisation=None)
        assert AuditEvent.objects.count() == 2
    assert audit.seal_pending() == 1


def test_each_log_has_one_installation(log: UUID) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Installation.objects.create(number=2)


def test_the_chain_cannot_fork(log: UUID) -> None:
    seal = Seal.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Seal.objects.create(position=2, event=uuid.uuid4(), previous=seal.previous, hash="0" * 64)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seal.objects.create(position=2, event=seal.event, previous=seal.hash, hash="0" * 64)
