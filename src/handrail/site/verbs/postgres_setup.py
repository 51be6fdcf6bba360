"""`handrail postgres-setup`: prepares a PostgreSQL: the database, three roles, their passwords.

It may be run again: what is there stays, and the rights of the roles are set anew.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import sys
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from psycopg import conninfo, sql

from handrail.site.home import home_folder, is_demo

SUPERUSER_VARIABLE = "HANDRAIL_SUPERUSER_DATABASE_URL"
ADDRESSES = {
    "handrail_web": "database.url",
    "handrail_owner": "owner/database.url",
    "handrail_oversight": "owner/oversight.url",
}
AGAIN = "Next: handrail migrate; or handrail init for a new installation, handrail restore for a backup."
OTHERS = (
    "{roles}: these roles of this PostgreSQL have passwords already, and {home} does not know them. With "
    "other ones the installation that uses them would be cut off. Nothing was changed.\n"
    "A second installation, or a restore beside the first, needs a PostgreSQL of its own (or SQLite). "
    "Where no other installation uses them: add --new-passwords."
)
RIGHTS = (
    "ALTER ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOREPLICATION",
    "GRANT CONNECT ON DATABASE {database} TO {role}",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--superuser",
        metavar="URL",
        help=f"address of a superuser, used this once (better: in {SUPERUSER_VARIABLE}, which no list of "
        "processes shows)",
    )
    parser.add_argument("--database", default="handrail", help="name of the database (handrail)")
    parser.add_argument("--new-passwords", action="store_true", help="give the three roles other passwords")
    parser.add_argument("--json", action="store_true", help="print one JSON document, without passwords")


def run(options: argparse.Namespace) -> int:
    """Prepare the database and write the roles' addresses into the installation's folder. 1 when it fails."""
    url = options.superuser or os.environ.get(SUPERUSER_VARIABLE)
    home = home_folder()
    if not url:
        print(f"Give a superuser's address in {SUPERUSER_VARIABLE}.", file=sys.stderr)
        return 2
    if is_demo(home):
        print(f"{home} holds the demonstration, which keeps its own database.", file=sys.stderr)
        return 2
    try:
        in_use = [] if options.new_passwords else _passwords_of_others(url, home)
        if in_use:
            print(OTHERS.format(roles=", ".join(in_use), home=home), file=sys.stderr)
            return 2
        made = _prepare_database(url, options.database)
        written = _give_passwords(url, options.database, home, anew=options.new_passwords)
    except psycopg.Error as problem:
        print(f"PostgreSQL refused: {str(problem).strip().splitlines()[0]}", file=sys.stderr)
        return 1
    if options.json:
        print(json.dumps({"database": options.database, "made": made, "written": written}))
        return 0
    print(f"The database {options.database} {'was made' if made else 'was there'}; its roles are prepared.")
    for path in written:
        print(f"  wrote {path}")
    print("Next: handrail init, or handrail restore where a backup is to come back." if made else AGAIN)
    return 0


def _passwords_of_others(url: str, home: Path) -> list[str]:
    """Return the roles that have a password which this folder does not know: roles are the whole server's."""
    unknown = [role for role, name in ADDRESSES.items() if not (home / name).exists()]
    with psycopg.connect(url) as connection:
        query = "SELECT rolname FROM pg_authid WHERE rolname = ANY(%s) AND rolpassword IS NOT NULL ORDER BY 1"
        return [str(role) for (role,) in connection.execute(query, [unknown])]


def _prepare_database(url: str, database: str) -> bool:
    """Make the database where it is missing, and the roles with their rights. Return whether it was made."""
    with psycopg.connect(url, autocommit=True) as connection:
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone()
        if not there:
            make = "CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0"
            connection.execute(sql.SQL(make).format(sql.Identifier(database)))
    script = resources.files("handrail.site").joinpath("postgresql.sql").read_text("utf-8")
    named = sql.Identifier(database)
    with psycopg.connect(url, dbname=database, autocommit=True) as connection:
        connection.execute(script)
        _hand_over(connection, named)
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(named))
        for role in ADDRESSES:
            for right in RIGHTS:
                connection.execute(sql.SQL(right).format(role=sql.Identifier(role), database=named))
    return not there


def _hand_over(connection: psycopg.Connection[Any], database: sql.Identifier) -> None:
    """Make handrail_owner the database's owner where the superuser is: a role that owns cannot be dropped."""
    owner = (
        "SELECT pg_get_userbyid(datdba) = current_user FROM pg_database WHERE datname = current_database()"
    )
    if connection.execute(owner).fetchone() == (True,):
        connection.execute(sql.SQL("ALTER DATABASE {} OWNER TO handrail_owner").format(database))


def _give_passwords(url: str, database: str, home: Path, *, anew: bool) -> list[str]:
    """Give a password to each role whose address is not written yet; the server gets its hash alone."""
    written = []
    with psycopg.connect(url, dbname=database, autocommit=True) as connection:
        for role, name in ADDRESSES.items():
            path = home / name
            if path.exists() and not anew:
                continue
            password = secrets.token_urlsafe(32)
            hashed = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256")
            alter = sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), hashed.decode())
            connection.execute(alter)
            _write(path, address(connection.info, role, password, database))
            written.append(str(path))
    return written


def address(info: psycopg.ConnectionInfo, role: str, password: str, database: str) -> str:
    """Return the URL with which a role connects as the superuser did: same server, same demands on TLS."""
    given = conninfo.conninfo_to_dict(info.dsn)
    more = {name: str(given[name]) for name in ("sslmode", "sslrootcert") if given.get(name)}
    host = info.host or ""
    if host.startswith("/"):
        more, host = {**more, "host": host}, ""
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in more.items())
    return f"postgresql://{role}:{password}@{host}:{info.port}/{quote(database)}" + (
        f"?{query}" if query else ""
    )


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = path.with_name(f"{path.name}.part")
    handle = os.open(unfinished, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text + "\n")
    unfinished.replace(path)
