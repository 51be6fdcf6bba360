"""Weaknesses of the database: what the role of the pages may do, which guards are missing."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.db import connection

from handrail.core.operations import versions
from handrail.core.registry import Check, Gravity

WEB = "handrail_web"
APPEND_ONLY = ("audit_auditevent", "audit_seal", "audit_checkpoint", "audit_installation")
GUARDS = {  # the tables with triggers, and how many they need at least
    "postgresql": {
        "audit_auditevent": 2,
        "audit_seal": 1,
        "audit_checkpoint": 1,
        "audit_installation": 1,
        "audit_auditreason": 1,
        "core_unit": 1,
    },
    "sqlite": {
        "audit_auditevent": 4,
        "audit_seal": 3,
        "audit_checkpoint": 3,
        "audit_installation": 3,
        "audit_auditreason": 2,
        "core_unit": 1,
    },
}
MANY_ACCOUNTS = 20


def _on_postgresql() -> bool:
    return connection.vendor == "postgresql"


def _rows(sql: str, *values: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def waiting_migrations() -> Iterator[str]:
    if waiting := versions.waiting_migrations():
        yield f"{len(waiting)} wait"


def another_role() -> Iterator[str]:
    if _on_postgresql():
        ((role,),) = _rows("SELECT current_user")
        if role != WEB:
            yield f"it is {role}"


def powerful_role() -> Iterator[str]:
    if _on_postgresql():
        names = ("superuser", "createrole", "createdb", "bypassrls", "replication")
        found = _rows(
            "SELECT rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolreplication FROM pg_roles "
            "WHERE rolname IN (current_user, session_user)"
        )
        yield from (name for place, name in enumerate(names) if any(row[place] for row in found))


def other_roles_at_hand() -> Iterator[str]:
    if _on_postgresql():
        for (role,) in _rows(
            "SELECT rolname FROM pg_roles WHERE rolname IN ('handrail_owner', 'handrail_oversight') "
            "AND pg_has_role(session_user, oid, 'MEMBER')"
        ):
            yield f"it may become {role}"


def too_many_rights() -> Iterator[str]:
    """Yield what the role of the pages could do and must not, whatever the migrations said."""
    if not _on_postgresql():
        return
    for table, rights in (("core_exclusion", ("SELECT", "INSERT", "UPDATE", "DELETE")),
                          *((table, ("UPDATE", "DELETE", "TRUNCATE")) for table in APPEND_ONLY)):  # fmt: skip
        for right in rights:
            for (held,) in _rows(
                "SELECT has_table_privilege(c.oid, %s) FROM pg_class c WHERE c.oid = to_regclass(%s)",
                right,
                table,
            ):
                if held:
                    yield f"{right} on {table}"
    if _rows("SELECT 1 WHERE has_schema_privilege('public', 'CREATE')"):
        yield "CREATE in schema public"
    if _rows("SELECT 1 FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user LIMIT 1"):
        yield "it owns tables"


def missing_guards() -> Iterator[str]:
    for table, needed in GUARDS.get(connection.vendor, {}).items():
        if _on_postgresql():
            sql = (
                "SELECT count(*) FROM pg_trigger WHERE tgrelid = to_regclass(%s) AND NOT tgisinternal "
                "AND tgenabled IN ('O', 'A')"
            )
        else:
            sql = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
        ((count,),) = _rows(sql, table)
        if int(str(count)) < needed:
            yield table


def open_line() -> Iterator[str]:
    if _on_postgresql():
        host = str(settings.DATABASES["default"].get("HOST") or "")
        here = not host or host.startswith("/") or host in ("localhost", "127.0.0.1", "::1")
        if not here and not _rows("SELECT 1 FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl"):
            yield host


def large_on_sqlite() -> Iterator[str]:
    if connection.vendor == "sqlite":
        ((count,),) = _rows("SELECT count(*) FROM core_account WHERE is_active")
        if int(str(count)) > MANY_ACCOUNTS and not settings.DEMO:
            yield f"{count} accounts"


CHECKS = (
    Check(
        "migrations",
        Gravity.BAD,
        "The tables are not those of this version.",
        "Run: handrail migrate. The way back is a backup that the older version made.",
        waiting_migrations,
        210,
    ),
    Check(
        "role-not-web",
        Gravity.BAD,
        "Pages are not served as the database role handrail_web.",
        "Put the address of handrail_web into HANDRAIL_DATABASE_URL (handrail postgres-setup writes it).",
        another_role,
        220,
    ),
    Check(
        "role-powerful",
        Gravity.BAD,
        "The database role of the pages may do what no page needs.",
        "ALTER ROLE handrail_web NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOREPLICATION;",
        powerful_role,
        221,
    ),
    Check(
        "role-member",
        Gravity.BAD,
        "The database role of the pages may become a stronger one.",
        "REVOKE that role FROM handrail_web; and log in as handrail_web itself.",
        other_roles_at_hand,
        222,
    ),
    Check(
        "role-rights",
        Gravity.BAD,
        "The database role of the pages has rights that break a promise.",
        "As handrail_owner: REVOKE that right ON that table FROM handrail_web;",
        too_many_rights,
        223,
    ),
    Check(
        "guards-missing",
        Gravity.BAD,
        "A trigger is gone that keeps the log from being changed.",
        "Find out who removed it. Restore the tables from a backup, or ask for help before going on.",
        missing_guards,
        230,
    ),
    Check(
        "database-line",
        Gravity.BAD,
        "What is asked of the database crosses the network in clear.",
        "Add ?sslmode=verify-full to HANDRAIL_DATABASE_URL.",
        open_line,
        240,
    ),
    Check(
        "sqlite-many",
        Gravity.WARNING,
        "Many people work on SQLite, which lets one write at a time.",
        "Move to PostgreSQL when pages begin to wait: docs/how-to/install-on-a-server.md.",
        large_on_sqlite,
        250,
    ),
)
