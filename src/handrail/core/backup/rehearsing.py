"""Rehearsing: a restore into a scratch place by a process of its own, which knows nothing of the real one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import transaction

from handrail.core.audit import record
from handrail.core.backup.models import Backup
from handrail.core.backup.places import DATA
from handrail.core.backup.problems import BackupProblem
from handrail.core.clock import now
from handrail.core.vault.keyfiles import MASTER_KEY_VARIABLE, master_key
from handrail.core.vault.mastering import OLD_VARIABLE, key_in, retired_keys

MAKE = "Drop it and make it anew: CREATE DATABASE handrail_rehearsal OWNER handrail_owner;"
DATABASE_VARIABLE = "HANDRAIL_REHEARSAL_DATABASE_URL"
_OURS = (
    "HANDRAIL_HOME",
    "HANDRAIL_DATABASE_URL",
    "HANDRAIL_OWNER_DATABASE_URL",
    "HANDRAIL_AS_OWNER",
    DATABASE_VARIABLE,
)


def rehearse(
    data: Path, arguments: list[str], *, passphrase: str | None, database: str | None
) -> tuple[int, dict[str, Any], str]:
    """Restore into a scratch folder; return exit code, report and messages of `handrail restore`.

    The database is a SQLite file in that folder, or an empty PostgreSQL that `database` (a URL of its owner)
    names. The master key goes along in the process's environment and is not written anywhere.
    """
    with scratch() as folder:
        environment = {name: value for name, value in os.environ.items() if name not in _OURS}
        environment |= _keys(environment)
        if passphrase is not None:
            environment["HANDRAIL_BACKUP_PASSPHRASE"] = passphrase
        if database:
            environment |= {"HANDRAIL_DATABASE_URL": database, "HANDRAIL_OWNER_DATABASE_URL": database}
        command = [sys.executable, "-m", "handrail.site.cli", "restore", str(data), "--home", str(folder)]
        done = subprocess.run(  # noqa: S603 - our own program with our own arguments
            [*command, *arguments, "--json"], env=environment, capture_output=True, text=True, check=False
        )
    try:
        report: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        report = {}
    return done.returncode, report, done.stderr


def must_be_empty(database: str) -> None:
    """Raise `BackupProblem` unless a rehearsal can begin there: its fault is none of the backup."""
    try:
        with psycopg.connect(database) as connected:
            found = connected.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    except psycopg.Error as problem:
        said = str(problem).strip().splitlines()[0]
        raise BackupProblem("no-database", f"the database for the rehearsal refused: {said}.", MAKE) from None
    if found != (0,):
        raise BackupProblem("database-not-empty", "the database for the rehearsal is not empty.", MAKE)


def remember(data: Path, *, sound: bool) -> None:
    """Write down that a backup was rehearsed and how it went; one that is not known here is only logged."""
    with transaction.atomic():
        rows = Backup.objects.filter(name=data.name.removesuffix(DATA))
        rows.update(
            rehearsed_at=now(), rehearsal=Backup.Rehearsal.SOUND if sound else Backup.Rehearsal.UNSOUND
        )
        record(
            action="core:backup:rehearsed",
            kind="backup",
            ids=list(rows.values_list("id", flat=True)),
            actor=None,
            organisation=None,
            reason="sound" if sound else "unsound",
        )


@contextmanager
def scratch() -> Iterator[Path]:
    """Give an empty folder inside the installation's own, so that nothing of it reaches another disk."""
    below = Path(settings.HANDRAIL_HOME) / "tmp"
    below.mkdir(parents=True, exist_ok=True, mode=0o700)
    for left in below.glob("rehearsal-*"):  # by one that was killed: only one runs at a time
        shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix="rehearsal-", dir=below))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if folder.exists():
            raise BackupProblem("scratch-left", f"{folder} could not be removed.", "Remove it by hand.")


def _keys(environment: dict[str, str]) -> dict[str, str]:
    import base64

    found = {MASTER_KEY_VARIABLE: base64.b64encode(master_key().secret).decode("ascii")}
    retired = [key for key in map(key_in, retired_keys()) if key]
    if retired and OLD_VARIABLE not in environment:
        found[OLD_VARIABLE] = base64.b64encode(retired[-1].secret).decode("ascii")
    return found
