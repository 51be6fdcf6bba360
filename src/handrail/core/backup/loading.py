"""Putting the rows of a backup into empty tables, in one transaction, and proving that they are all there.

Triggers are switched off inside that transaction and on again before it ends: nobody else ever sees the
tables without their guards. Foreign keys, constraints and column types are checked by the database as always.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DatabaseError, DataError, IntegrityError, connection, transaction

from handrail.core.backup.domain.cells import from_cell
from handrail.core.backup.domain.rows import Content, Row, line_of
from handrail.core.backup.problems import BackupProblem
from handrail.core.backup.snapshot import quoted, rows_of, snapshot_of_transaction
from handrail.core.backup.tables import Table


@contextmanager
def loading(tables: tuple[Table, ...]) -> Iterator[None]:
    """Empty the tables and let the block load them; all of it happens or nothing does.

    Raises `BackupProblem("does-not-fit")` when the database refuses a row.
    """
    try:
        with (
            connection.wrap_database_errors,
            transaction.atomic(),
            _without_triggers(tables),
            connection.cursor() as cursor,
        ):
            for table in reversed(tables):
                cursor.execute(f"DELETE FROM {quoted(table.name)}")  # noqa: S608 - from our own models
            yield
            connection.check_constraints()
    except (IntegrityError, DataError, DatabaseError) as problem:
        raise BackupProblem(
            "does-not-fit",
            f"the database does not take a row ({type(problem).__name__}: {_short(problem)}).",
            "Restore into the kind of database that it came from, or tell the maintainers.",
        ) from problem


def load_rows(table: Table, rows: list[Row]) -> None:
    """Add rows to a table, inside `loading`."""
    makers = [from_cell(column.code, connection.vendor) for column in table.columns]
    values = ([make(cell) for make, cell in zip(makers, row, strict=True)] for row in rows)
    names = ", ".join(quoted(column.name) for column in table.columns)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            marks = ", ".join("%s" for _ in table.columns)
            cursor.executemany(
                f"INSERT INTO {quoted(table.name)} ({names}) VALUES ({marks})",  # noqa: S608
                list(values),
            )
            return
        with cursor.copy(f"COPY {quoted(table.name)} ({names}) FROM STDIN") as copy:
            for value in values:
                copy.write_row(value)


def prove_tables(tables: tuple[Table, ...], counted: dict[str, dict[str, Any]]) -> None:
    """Compare every table with what the manifest says of it. Raises `BackupProblem("differs")`."""
    snapshot = snapshot_of_transaction()
    for table in tables:
        content = Content()
        content.add(line_of(row) for row in rows_of(snapshot, table))
        wanted = counted[table.name]
        if (content.rows, content.digest) != (wanted["rows"], wanted["digest"]):
            raise BackupProblem(
                "differs",
                f"table {table.name} is not what the backup says: {content.rows} rows of {wanted['rows']}.",
                "Tell the maintainers; nothing was kept.",
            )


def set_numbers(tables: tuple[Table, ...], counted: dict[str, dict[str, Any]]) -> None:
    """Let each table that numbers its rows go on where it was, so that no number is given twice."""
    with connection.cursor() as cursor:
        for table in tables:
            last = counted[table.name]["last_number"]
            if not table.serial or not last:
                continue
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table.name])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table.name, last])
            else:
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, %s), %s)",
                    [quoted(table.name), table.serial, last],
                )


@contextmanager
def _without_triggers(tables: tuple[Table, ...]) -> Iterator[None]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY rowid")
            triggers = cursor.fetchall()
            for name, _ in triggers:
                cursor.execute(f"DROP TRIGGER {quoted(name)}")
            yield
            for _, sql in triggers:
                cursor.execute(sql, None)
            return
        for table in tables:
            cursor.execute(f"ALTER TABLE {quoted(table.name)} DISABLE TRIGGER USER")
        yield
        # Checks that wait for the end of the transaction are made now: ALTER TABLE does not wait for them.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {quoted(table.name)} ENABLE TRIGGER USER")


def _short(problem: BaseException) -> str:
    # The first line says what kind of refusal it was; the next would show the row.
    return str(problem).splitlines()[0] if str(problem) else ""
