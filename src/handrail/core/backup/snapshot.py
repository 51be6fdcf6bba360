"""One moment of the database, read without stopping anybody who writes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any, Protocol

from django.db import connection

from handrail.core.backup.domain.cells import to_cell
from handrail.core.backup.domain.rows import Row
from handrail.core.backup.tables import Table


class Snapshot(Protocol):
    """Reads as the database stood when it was opened, whatever is written meanwhile."""

    def select(self, sql: str) -> list[tuple[Any, ...]]: ...

    def raw_rows(self, table: Table) -> Iterator[tuple[Any, ...]]: ...

    def last_number(self, table: Table) -> int: ...


@contextmanager
def open_snapshot() -> Iterator[Snapshot]:
    """Open one. SQLite: a read transaction on the write-ahead log. PostgreSQL: REPEATABLE READ, read only."""
    if connection.vendor == "sqlite":
        with closing(_sqlite()) as raw:
            raw.execute("BEGIN")
            raw.execute(
                "SELECT count(*) FROM sqlite_master"
            ).fetchone()  # the moment is that of the first read
            yield _OfSqlite(raw)
    else:
        with closing(connection.get_new_connection(connection.get_connection_params())) as raw:
            raw.autocommit = True
            raw.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield _OfPostgresql(raw)


def snapshot_of_transaction() -> Snapshot:
    """Return a reader of the present transaction, with what it has not committed yet."""
    connection.ensure_connection()
    raw: Any = connection.connection
    return _OfSqlite(raw) if connection.vendor == "sqlite" else _OfPostgresql(raw)


def rows_of(snapshot: Snapshot, table: Table) -> Iterator[Row]:
    """Yield the table's rows as cells, in no particular order."""
    makers = [to_cell(column.code) for column in table.columns]
    for raw in snapshot.raw_rows(table):
        yield [make(value) for make, value in zip(makers, raw, strict=True)]


def quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _selecting(table: Table) -> str:
    return f"SELECT {', '.join(quoted(column.name) for column in table.columns)} FROM {quoted(table.name)}"  # noqa: S608


def _sqlite() -> sqlite3.Connection:
    path = str(connection.settings_dict["NAME"])
    raw = sqlite3.connect(path, timeout=20, isolation_level=None, uri=path.startswith("file:"))
    raw.execute("PRAGMA query_only=ON")
    return raw


class _OfSqlite:
    def __init__(self, raw: sqlite3.Connection) -> None:
        self._raw = raw

    def select(self, sql: str) -> list[tuple[Any, ...]]:
        return self._raw.execute(sql).fetchall()

    def raw_rows(self, table: Table) -> Iterator[tuple[Any, ...]]:
        yield from self._raw.execute(_selecting(table))

    def last_number(self, table: Table) -> int:
        found = self._raw.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", [table.name]).fetchone()
        return int(found[0]) if found else 0


class _OfPostgresql:
    def __init__(self, raw: Any) -> None:
        self._raw = raw

    def select(self, sql: str) -> list[tuple[Any, ...]]:
        return list(self._raw.execute(sql).fetchall())

    def raw_rows(self, table: Table) -> Iterator[tuple[Any, ...]]:
        selecting = _selecting(table)
        with self._raw.cursor() as cursor:
            description = cursor.execute(f"{selecting} LIMIT 0").description
            with cursor.copy(f"COPY ({selecting}) TO STDOUT") as copy:
                copy.set_types([column.type_code for column in description])
                yield from copy.rows()

    def last_number(self, table: Table) -> int:
        with self._raw.cursor() as cursor:
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [quoted(table.name), table.serial])
            (name,) = cursor.fetchone()
            if name is None:
                return 0
            cursor.execute(f"SELECT last_value, is_called FROM {name}")  # noqa: S608 - PostgreSQL's own name
            last, called = cursor.fetchone()
        return int(last) if called else 0
