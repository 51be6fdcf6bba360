"""Writes the database of the present version: `python -m tests.upgrades.dump 0.1.0`, once at each release.

tests/upgrades/0.1.0/sqlite.sql       the whole database as SQL
tests/upgrades/0.1.0/postgresql.sql   the same records on PostgreSQL
tests/upgrades/0.1.0/<database>.home/ the encrypted files that belong to each
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.postgres import DATABASE, prepare, server_in
from tests.upgrades.building import MASTER_KEY

HERE = Path(__file__).parent


def main(version: str) -> int:
    folder = HERE / version
    if folder.exists():
        print(f"{folder} is there already: a release's dump is never written twice", file=sys.stderr)
        return 2
    folder.mkdir()
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch) / "sqlite"
        environment = {"HANDRAIL_HOME": str(home)}
        _build(environment, environment)
        with sqlite3.connect(home / "handrail.sqlite3") as database:
            _write(folder / "sqlite.sql", database.iterdump())
        _keep_home(home, folder / "sqlite.home")
        _dump_postgresql(Path(scratch), folder)
    return 0


def _dump_postgresql(scratch: Path, folder: Path) -> None:
    server = server_in(scratch / "pg", cleanup_mode="delete")
    try:
        home = scratch / "home"
        environment = {**prepare(server.get_uri()), "HANDRAIL_HOME": str(home)}
        _build(environment, {**environment, "HANDRAIL_AS_OWNER": "1"})
        command = [
            Path(server.bin_path) / "pg_dump",
            "--inserts",
            "--no-comments",
            "--dbname",
            server.get_uri(DATABASE),
        ]
        dumped = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        # What begins with a backslash is for psql; the role of the tests is nobody's who loads this.
        kept = (
            line for line in dumped.splitlines() if not line.startswith("\\") and "handrail_tests" not in line
        )
        _write(folder / "postgresql.sql", kept)
        _keep_home(home, folder / "postgresql.home")
    finally:
        server.cleanup()


def _build(environment: dict[str, str], owner: dict[str, str]) -> None:
    """Make keys, tables and records in processes of their own."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("HANDRAIL_", "DJANGO_"))}
    clean["HANDRAIL_MASTER_KEY"] = MASTER_KEY
    Path(environment["HANDRAIL_HOME"]).mkdir(mode=0o700)
    for words, given in (
        (["handrail.site.cli", "migrate", "--quiet"], owner),
        (["tests.upgrades.building"], environment),
    ):
        subprocess.run([sys.executable, "-m", *words], env={**clean, **given}, check=True)


def _write(path: Path, lines: object) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")  # type: ignore[arg-type]


def _keep_home(home: Path, target: Path) -> None:
    shutil.copytree(home / "files", target / "files")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
