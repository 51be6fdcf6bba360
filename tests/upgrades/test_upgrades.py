"""Each released database comes up to this version whole; every change can be undone or is announced."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from handrail.site.cli import parser_for
from handrail.site.verbs import migrate
from tests.upgrades.building import MASTER_KEY

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "reference" / "upgrades.md"
VERSIONS = sorted(path.name for path in HERE.iterdir() if re.fullmatch(r"\d+\.\d+\.\d+", path.name))
SUPERUSER = os.environ.get("HANDRAIL_TESTS_SUPERUSER_URL", "")
OURS = ("core", "audit", "vault", "cooperate", "measure")


def run(environment: dict[str, str], *words: str) -> str:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("HANDRAIL_", "DJANGO_"))}
    command = [sys.executable, "-m", "tests.upgrades.looking", *words]
    environment = {**clean, **environment, "HANDRAIL_MASTER_KEY": MASTER_KEY}
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr[-2000:]
    return answer.stdout


def home_of(version: str, database: str, target: Path) -> Path:
    """Copy the files that belong to a dump."""
    shutil.copytree(HERE / version / f"{database}.home", target)
    return target


@pytest.mark.skipif(bool(SUPERUSER), reason="runs with SQLite")
@pytest.mark.parametrize("version", VERSIONS)
def test_a_released_database_comes_up_whole_on_sqlite(version: str, tmp_path: Path) -> None:
    home = home_of(version, "sqlite", tmp_path / "home")
    database = sqlite3.connect(home / "handrail.sqlite3")
    database.executescript((HERE / version / "sqlite.sql").read_text("utf-8"))
    database.close()
    assert json.loads(run({"HANDRAIL_HOME": str(home)}, "--migrate", "--look")) == []


@pytest.mark.skipif(not SUPERUSER, reason="needs the PostgreSQL of tests/postgres.py")
@pytest.mark.parametrize("version", VERSIONS)
def test_a_released_database_comes_up_whole_on_postgresql(version: str, tmp_path: Path) -> None:
    home, name = home_of(version, "postgresql", tmp_path / "home"), "handrail_upgrade"
    with psycopg.connect(SUPERUSER, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    try:
        with psycopg.connect(SUPERUSER, dbname=name, autocommit=True) as database:
            database.execute((HERE / version / "postgresql.sql").read_text("utf-8").encode())
        owner, web = (
            os.environ[variable].replace("/handrail_tests?", f"/{name}?")
            for variable in ("HANDRAIL_OWNER_DATABASE_URL", "HANDRAIL_DATABASE_URL")
        )
        urls = {
            "HANDRAIL_DATABASE_URL": web,
            "HANDRAIL_OWNER_DATABASE_URL": owner,
            "HANDRAIL_HOME": str(home),
        }
        run({**urls, "HANDRAIL_AS_OWNER": "1"}, "--migrate")
        assert json.loads(run(urls, "--look")) == []
    finally:
        with psycopg.connect(SUPERUSER, autocommit=True) as server:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_there_is_a_dump_of_a_version() -> None:
    assert VERSIONS


@pytest.mark.django_db
def test_every_change_of_the_tables_can_be_undone_or_is_announced() -> None:
    graph = MigrationLoader(connection).disk_migrations
    once = {
        f"{app}.{name}"
        for (app, name), migration in graph.items()
        if app in OURS and not migrate.can_be_undone(migration)
    }
    announced = dict(re.findall(r"^\| `([a-z]+\.\w+)` \| (.+) \|$", PAGE.read_text("utf-8"), re.MULTILINE))
    assert once == set(announced), "docs/reference/upgrades.md lists what cannot be undone, and nothing else"
    assert all(len(reason) > 20 for reason in announced.values())


@pytest.mark.django_db
def test_the_plan_of_an_up_to_date_database_is_empty(capsys: pytest.CaptureFixture[str]) -> None:
    assert migrate.run(parser_for("migrate").parse_args(["migrate", "--plan", "--json"])) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert migrate.run(parser_for("migrate").parse_args(["migrate", "--check"])) == 0


@pytest.mark.django_db
def test_the_plan_says_what_cannot_be_undone(capsys: pytest.CaptureFixture[str], monkeypatch: object) -> None:
    loader = MigrationLoader(connection)
    waiting = [
        loader.disk_migrations["audit", "0001_initial"],
        loader.disk_migrations["audit", "0002_append_only"],
    ]
    monkeypatch.setattr(migrate, "waiting_migrations", lambda: waiting)  # type: ignore[attr-defined]
    assert migrate.run(parser_for("migrate").parse_args(["migrate", "--plan"])) == 0
    first, second, last = capsys.readouterr().out.splitlines()
    assert first == "audit.0001_initial" and second.endswith("CANNOT BE UNDONE") and "2 changes wait" in last
    assert migrate.run(parser_for("migrate").parse_args(["migrate", "--check"])) == 1
