"""Bringing an installation back from its backup, into an empty folder and an empty database.

A file `restore-under-way.json` marks the folder from the first write to the last, and no other verb works in
it until then. What is done is remembered in the table `handrail_restore`, written in the transactions that do
it: after a kill the same call goes on.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from handrail.core import vault
from handrail.core.audit import record
from handrail.core.backup.aftercare import Sample, follow_erasures, open_sample, prove_log
from handrail.core.backup.archive import (
    PIECE,
    About,
    FileRead,
    ListRead,
    ManifestRead,
    RowsRead,
    SettingRead,
    is_ours,
)
from handrail.core.backup.filestore import copies_in, opened
from handrail.core.backup.loading import load_rows, loading, prove_tables, set_numbers
from handrail.core.backup.models import Backup
from handrail.core.backup.opening import Source, check_source
from handrail.core.backup.places import DATA, place_of
from handrail.core.backup.problems import BackupProblem
from handrail.core.backup.settings import home, is_carried
from handrail.core.clock import now
from handrail.core.vault.files import sealed_file_path
from handrail.core.vault.keyfiles import key_id, master_key_path, read_key_file, signing_key_path
from handrail.core.vault.mastering import retired_path, write_key_file
from handrail.core.vault.models import KeptFile
from handrail.core.vault.problems import Damaged

Step = Callable[[str], None]
MARK = "restore-under-way.json"
# A verb that looked for a database left an empty file.
_SQLITE = ("handrail.sqlite3", "handrail.sqlite3-wal", "handrail.sqlite3-shm")
_SET_UP = ("keys", "tls", "owner", "database.url", "installation.toml")
_ALLOWED = frozenset({*_SET_UP, *_SQLITE, "tmp", MARK})


@dataclass
class Restored:
    """What a restore brought back and found. `sound` when log, files and sample are as they should be."""

    backup: UUID
    at: str
    tables: int
    rows: int
    files: int
    lost_files: list[UUID]
    erased: int
    without_key: int
    log_findings: int
    log_position: int
    sample: Sample

    @property
    def sound(self) -> bool:
        return not self.lost_files and not self.log_findings and self.sample.sound and not self.without_key


def restore(
    source: Source, *, step: Step, master_keys: Sequence[Path] = (), accept_older_keys: bool = False
) -> Restored:
    """Restore, or go on with the same restore. `master_keys` are copied to where they are looked for.

    Raises `BackupProblem`, `VaultProblem`, `OSError`.
    """
    step("look at the backup")
    data, keys = source.about(source.data), source.about(source.keys)
    _check_target(data, keys)
    _place(master_keys)
    check_source(data, keys, accept_older_keys=accept_older_keys)
    step("mark the folder")
    _mark(data, keys)
    step("make the tables")
    _note_table()
    if not _notes():
        _migrate(data)
        step("load the data")
        _load(source, source.data, "data")
    if len(_notes()) == 1:
        if set(keys.migrations) > set(data.migrations):
            _migrate(keys)
        step("load the keys")
        _load(source, source.keys, "keys")
    step("prove that the backup is ours")
    notes = _notes()
    for manifest in notes.values():
        if not is_ours(manifest):
            raise BackupProblem(
                "not-ours",
                "the backup was not made by the installation whose keys are in it.",
                "Somebody may have made it up. Do not use it; empty the folder and take another one.",
            )
    step("bring the tables up to this version")
    call_command("migrate", verbosity=0)
    step("bring the erased up to date")
    erased = follow_erasures(source)
    step("bring the files back")
    _bring_settings(source)
    files, lost = _bring_files(source)
    step("check the log")
    findings, position = prove_log(notes["data"]["log"])
    step("open a sample")
    sample = open_sample()
    if not signing_key_path().exists():
        vault.create_signing_key()
    step("write down that it was restored")
    _finish(source, data)
    restored = Restored(
        backup=data.backup,
        at=data.at,
        tables=sum(len(manifest["tables"]) for manifest in notes.values()),
        rows=sum(one["rows"] for manifest in notes.values() for one in manifest["tables"].values()),
        files=files,
        lost_files=lost,
        erased=erased,
        without_key=sample.without_key,
        log_findings=findings,
        log_position=position,
        sample=sample,
    )
    step("take the mark away")
    _unmark()
    step("done")
    return restored


def _place(paths: Sequence[Path]) -> None:
    """Put given master keys where the installation looks for them: the first as the current one."""
    for number, path in enumerate(paths):
        secret = read_key_file(path)
        target = master_key_path() if number == 0 else retired_path(key_id(secret))
        if target.exists() and read_key_file(target) != secret:
            raise BackupProblem(
                "file-exists", f"{target} holds another key.", "Take it away, or do not give one."
            )
        if not target.exists():
            write_key_file(target, secret)


def _check_target(data: About, keys: About) -> None:
    home().mkdir(parents=True, exist_ok=True, mode=0o700)
    strange = sorted({path.name for path in home().iterdir()} - _ALLOWED)
    mark = _read_mark()
    if mark is not None and mark != _mark_of(data, keys):
        raise BackupProblem(
            "other-restore",
            f"another restore was begun in {home()} and has not ended.",
            "Give the same files again to go on with it, or empty the folder and the database.",
        )
    if mark is None and strange:
        raise BackupProblem(
            "home-not-empty",
            f"{home()} is not empty: {', '.join(strange[:5])}.",
            "Restore into an empty folder (it may hold the folder `keys`). Nothing was changed.",
        )
    _check_database(begun=mark is not None)


def _check_database(*, begun: bool) -> None:
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return  # to look into it would make it
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        if tables and not begun:
            raise BackupProblem(
                "database-not-empty",
                f"the database has {len(tables)} tables already: it is not empty.",
                "Restore into a new folder and an empty database. Nothing was changed.",
            )
        if connection.vendor == "postgresql":
            roles = "SELECT count(*) FROM pg_roles WHERE rolname IN ('handrail_web', 'handrail_oversight')"
            cursor.execute(roles)
            if cursor.fetchone() != (2,):
                raise BackupProblem(
                    "no-roles",
                    "the roles handrail_web and handrail_oversight are not there.",
                    "Run src/handrail/site/postgresql.sql on the database first.",
                )


def _mark_of(data: About, keys: About) -> dict[str, str]:
    return {"data": str(data.backup), "keys": str(keys.backup)}


def _read_mark() -> dict[str, str] | None:
    path = home() / MARK
    return dict(json.loads(path.read_text("ascii"))) if path.exists() else None


def _mark(data: About, keys: About) -> None:
    unfinished = home() / "tmp" / f"{MARK}.part"
    unfinished.parent.mkdir(exist_ok=True, mode=0o700)
    unfinished.write_text(json.dumps(_mark_of(data, keys)), "ascii")
    unfinished.replace(home() / MARK)


def _unmark() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS handrail_restore")
    (home() / MARK).unlink(missing_ok=True)


def _note_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE IF NOT EXISTS handrail_restore "
            "(part varchar(8) PRIMARY KEY, manifest text NOT NULL)"
        )


def _notes() -> dict[str, dict[str, Any]]:
    """Return the manifests of the parts that are loaded, by part."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT part, manifest FROM handrail_restore WHERE part <> 'end'")
        return {part: json.loads(manifest) for part, manifest in cursor.fetchall()}


def _note(part: str, manifest: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO handrail_restore VALUES (%s, %s)", [part, json.dumps(manifest)])


def _migrate(about: About) -> None:
    """Make the tables as they were when the backup was made."""
    executor = MigrationExecutor(connection)
    graph, made = (
        executor.loader.graph,
        {key for key in about.migrations if key in executor.loader.graph.nodes},
    )
    leaves = [key for key in made if not any(child.key in made for child in graph.node_map[key].children)]
    executor.migrate(sorted(leaves))


def _load(source: Source, path: Path, part: str) -> None:
    with source.read(path) as reads:
        about = next(reads)
        assert isinstance(about, About)
        with loading(about.tables):
            for read in reads:
                if isinstance(read, RowsRead):
                    load_rows(read.table, read.rows)
                elif isinstance(read, ManifestRead):
                    prove_tables(about.tables, read.manifest["tables"])
                    set_numbers(about.tables, read.manifest["tables"])
                    _note(part, read.manifest)


def _bring_settings(source: Source) -> None:
    """Write what had been set up, where nobody has set this installation up in another way."""
    with source.read(source.data) as reads:
        for read in reads:
            if isinstance(read, ListRead):
                return  # settings come before the first list
            if isinstance(read, SettingRead) and is_carried(read.path):
                path = home() / read.path
                path.parent.mkdir(exist_ok=True, mode=0o700)
                if not path.exists():
                    unfinished = path.with_name(f"{path.name}.part")
                    unfinished.write_bytes(read.content)
                    unfinished.replace(path)


def _bring_files(source: Source) -> tuple[int, list[UUID]]:
    """Write the files that a row knows; return how many are there and which are not."""
    wanted = set(KeptFile.objects.values_list("id", flat=True))
    index: dict[UUID, str] = {}
    with source.read(source.data) as reads:
        for read in reads:
            if isinstance(read, FileRead) and read.id in wanted:
                _write(read.id, _pieces(read.stream))
            elif isinstance(read, ListRead) and read.name == "files":
                index = {UUID(str(id)): str(sha256) for id, sha256 in read.rows}
                break
    copies = copies_in(source.data.parent)
    lost = []
    for id in sorted(wanted):
        if sealed_file_path(id).exists():
            continue
        copy = copies.get(id)
        if copy is None or copy.sha256 != index.get(id):
            lost.append(id)
            continue
        try:
            _write(id, opened(copy, source.identities))
        except (Damaged, vault.CannotUnlock):
            lost.append(id)
    return len(wanted) - len(lost), lost


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    while piece := stream.read(PIECE):
        yield piece


def _write(id: UUID, pieces: Iterator[bytes]) -> None:
    path = sealed_file_path(id)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = path.with_suffix(".part")
    try:
        with unfinished.open("wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _finish(source: Source, data: About) -> None:
    """Remember the backup itself (it was not yet in the table when it was made) and log the restore, once."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM handrail_restore WHERE part = 'end'")
        if cursor.fetchone() != (0,):
            return
        name = source.data.name.removesuffix(DATA)
        place = place_of(source.data.parent, make=False) or data.backup
        keys_place = place_of(source.keys.parent, make=False) or place
        size = source.data.stat().st_size + source.keys.stat().st_size
        Backup.objects.update_or_create(
            id=data.backup,
            defaults={
                "name": name,
                "at": data.at,
                "place": place,
                "keys_place": keys_place,
                "verified_at": now(),
                "size": size,
            },
        )
        record(action="core:backup:restored", kind="backup", ids=[data.backup], actor=None, organisation=None)
        _note("end", {})
