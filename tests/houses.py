"""Whole installations of a test's own: a folder and a database that commits. A test lives in one for a while.

On PostgreSQL the database is a copy of the prepared one, and the test acts as its owner, as the verbs of
backups do. A SQLite house can be had on both.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
from django.conf import settings
from django.db import connection, connections
from django.db.utils import load_backend
from django.test import override_settings

from handrail.core import vault
from handrail.site.database import postgresql, sqlite
from tests.postgres import EMPTY, SUPERUSER, TEMPLATE


@dataclass
class House:
    """An installation. `url` is its database's, "" for the SQLite file in its folder."""

    home: Path
    url: str = ""
    has_tables: bool = True

    @contextmanager
    def lived_in(self) -> Iterator[None]:
        """Let everything happen in this house until the block ends."""
        named = postgresql(self.url) if self.url else sqlite(self.home)
        before = connections["default"]
        own: Any = {**before.settings_dict, **named, "OPTIONS": named.get("OPTIONS", {})}
        wrapper = load_backend(own["ENGINE"]).DatabaseWrapper(own, "default")
        connections["default"] = wrapper
        vault.forget_keys()
        try:
            with override_settings(HANDRAIL_HOME=self.home):
                yield
        finally:
            wrapper.close()
            connections["default"] = before
            vault.forget_keys()

    @property
    def environment(self) -> dict[str, str]:
        """What a process needs to live in this house."""
        kept = {name: value for name, value in os.environ.items() if "DATABASE_URL" not in name}
        urls = (
            {"HANDRAIL_DATABASE_URL": self.url, "HANDRAIL_OWNER_DATABASE_URL": self.url} if self.url else {}
        )
        return {**kept, **urls, "HANDRAIL_HOME": str(self.home)}


def is_postgresql() -> bool:
    return bool(os.environ.get(SUPERUSER))


@contextmanager
def new_house(
    home: Path, *, empty: bool = False, tables: bool = True, on_sqlite: bool = False
) -> Iterator[House]:
    """Build a house with empty tables and keys; `empty`: without keys; not `tables`: with nothing at all."""
    if tables:
        home.mkdir(parents=True)
    if is_postgresql() and not on_sqlite:
        name = f"house_{uuid.uuid4().hex[:12]}"
        _as_superuser(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE if tables else EMPTY}")
        house = House(home, _owner_url(name), tables)
        try:
            yield _with_keys(house, empty)
        finally:
            _as_superuser(f"DROP DATABASE {name} WITH (FORCE)")
    else:
        if tables:
            shutil.copyfile(sqlite_template(), home / "handrail.sqlite3")
        yield _with_keys(House(home, has_tables=tables), empty)


def sqlite_template() -> Path:
    """Return a SQLite file with empty tables, made once."""
    folder = Path(settings.HANDRAIL_HOME) / "template"
    path = folder / "handrail.sqlite3"
    if path.exists():
        return path
    folder.mkdir()
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(path)) as copy:
            connection.connection.backup(copy)
    else:
        migrate = [sys.executable, "-m", "django", "migrate", "--skip-checks", "--verbosity", "0"]
        subprocess.run(migrate, check=True, env=House(folder).environment)
    return path


def _with_keys(house: House, empty: bool) -> House:
    if not empty:
        with house.lived_in():
            vault.create_master_key()
            vault.create_signing_key()
    return house


def _owner_url(name: str) -> str:
    parts = urlsplit(os.environ["HANDRAIL_OWNER_DATABASE_URL"])
    return urlunsplit(parts._replace(path=f"/{quote(name)}"))


def _as_superuser(statement: str) -> None:
    with psycopg.connect(os.environ[SUPERUSER], autocommit=True) as raw:
        raw.execute(statement)
