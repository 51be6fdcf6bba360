"""`handrail postgres-setup` on a real PostgreSQL: three roles, and the one of the pages can do little."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from handrail.site.database import database_url, postgresql

SUPERUSER = os.environ.get("HANDRAIL_TESTS_SUPERUSER_URL", "")
DATABASE = "handrail_setup"
pytestmark = pytest.mark.skipif(not SUPERUSER, reason="needs the PostgreSQL of tests/postgres.py")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An installation on PostgreSQL, set up with the two commands that the manual names."""
    home = tmp_path_factory.mktemp("house") / "home"
    try:
        prepared = handrail(home, "postgres-setup", "--database", DATABASE, "--json")
        assert prepared.returncode == 0, prepared.stderr
        assert json.loads(prepared.stdout)["made"] is True
        made = handrail(
            home, "init", "--organisation", "Shelter of the Three Lamps", "--short-name", "LAMP", "--kind",
            "shelter", "--country", "TH", "--administrator", "mali=Mali S", "--administrator", "dara=Dara K",
            "--sheets", str(home.parent / "paper"), "--json",
        )  # fmt: skip
        assert made.returncode == 0, made.stderr
        yield home
    finally:
        with psycopg.connect(SUPERUSER, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")


def handrail(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("HANDRAIL_", "DJANGO_"))}
    environment |= {"HANDRAIL_HOME": str(home), "HANDRAIL_SUPERUSER_DATABASE_URL": SUPERUSER}
    command = [sys.executable, "-m", "handrail.site.cli", *words]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )


def as_role(home: Path, name: str) -> Any:
    said = postgresql((home / name).read_text().strip())
    return psycopg.connect(
        host=said["HOST"],
        port=said["PORT"] or None,
        dbname=said["NAME"],
        user=said["USER"],
        password=said["PASSWORD"],
    )


def test_the_role_of_the_pages_reads_no_exclusion_and_changes_no_log(house: Path) -> None:
    for statement in (
        "SELECT * FROM core_exclusion",
        "UPDATE audit_auditevent SET kind = 'x'",
        "DELETE FROM audit_auditevent",
        "TRUNCATE audit_seal",
        "DROP TRIGGER audit_refuse ON audit_seal",
        "ALTER TABLE core_case ADD COLUMN x int",
        "CREATE TABLE mine (x int)",
        "SET ROLE handrail_owner",
        "SET ROLE handrail_oversight",
        "CREATE ROLE mine",
    ):
        with (
            as_role(house, "database.url") as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute(statement)
    with as_role(house, "database.url") as connection:
        assert connection.execute("SELECT count(*) FROM core_account").fetchone() == (2,)


def test_the_role_of_oversight_reads_no_case(house: Path) -> None:
    with as_role(house, "owner/oversight.url") as connection:
        assert connection.execute("SELECT count(*) FROM core_exclusion").fetchone() == (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT * FROM core_person")


def test_nothing_bad_is_left_to_check(house: Path) -> None:
    checked = handrail(house, "check", "--json")
    found = {one["id"]: one for one in json.loads(checked.stdout)}
    assert [one for one in found.values() if one["gravity"] == "bad"] == []
    assert checked.returncode == 0


def test_passwords_are_kept_apart_and_nobody_elses_to_read(house: Path) -> None:
    paths = [house / "database.url", house / "owner" / "database.url", house / "owner" / "oversight.url"]
    assert all(path.stat().st_mode & 0o077 == 0 for path in paths)
    assert len({path.read_text() for path in paths}) == 3
    with psycopg.connect(SUPERUSER) as connection:
        kept = connection.execute(
            "SELECT rolpassword FROM pg_authid WHERE rolname LIKE 'handrail_%' AND rolpassword IS NOT NULL"
        ).fetchall()
    assert len(kept) == 3 and all(row[0].startswith("SCRAM-SHA-256$") for row in kept)
    assert database_url(house) != database_url(house, as_owner=True)


def test_it_may_be_run_again_and_changes_no_password_unasked(house: Path) -> None:
    before = (house / "database.url").read_text()
    again = handrail(house, "postgres-setup", "--database", DATABASE, "--json")
    assert json.loads(again.stdout) == {"database": DATABASE, "made": False, "written": []}
    assert (house / "database.url").read_text() == before


def test_another_folder_does_not_cut_off_the_installation_that_uses_the_roles(house: Path) -> None:
    """Roles are the server's: who tried a restore beside the ministry's own gave them other passwords."""
    other = house.parent / "other"
    refused = handrail(other, "postgres-setup", "--database", "handrail_other")
    assert (
        refused.returncode == 2 and "handrail_web" in refused.stderr and "--new-passwords" in refused.stderr
    )
    assert not other.exists()
    with as_role(house, "database.url") as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    with psycopg.connect(SUPERUSER) as connection:
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = 'handrail_other'").fetchone()
    assert there is None


def test_the_superuser_made_for_this_once_can_be_taken_away(house: Path) -> None:
    """As the manual does it; a superuser that owned the database stayed, with a password out of a manual."""
    once = urlunsplit(
        urlsplit(SUPERUSER)._replace(netloc=urlsplit(SUPERUSER).netloc.replace("postgres", "once", 1))
    )
    with psycopg.connect(SUPERUSER, autocommit=True) as connection:
        connection.execute("CREATE ROLE once SUPERUSER LOGIN")
        try:
            prepared = handrail(house, "postgres-setup", "--superuser", once, "--database", "handrail_once")
            assert prepared.returncode == 0, prepared.stderr
            connection.execute("DROP ROLE once")
        finally:
            connection.execute("DROP DATABASE IF EXISTS handrail_once WITH (FORCE)")
            connection.execute("DROP ROLE IF EXISTS once")


def test_run_again_it_hands_over_a_database_that_an_earlier_version_made(house: Path) -> None:
    owner = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = %s"
    with psycopg.connect(SUPERUSER, autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {DATABASE} OWNER TO CURRENT_USER")
        assert handrail(house, "postgres-setup", "--database", DATABASE).returncode == 0
        assert connection.execute(owner, [DATABASE]).fetchone() == ("handrail_owner",)


def test_what_postgresql_refuses_is_said_in_one_line(tmp_path: Path) -> None:
    environment = {**os.environ, "HANDRAIL_HOME": str(tmp_path)}
    command = [
        sys.executable,
        "-m",
        "handrail.site.cli",
        "postgres-setup",
        "--superuser",
        "postgresql://127.0.0.1:1/x",
    ]
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert answer.returncode == 1 and len(answer.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []
