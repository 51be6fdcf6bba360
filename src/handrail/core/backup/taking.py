"""Taking a backup: one moment of database and files, encrypted as it is read, read back, only then named.

A kill at any step leaves the backups before it as they were, and at most files that end with .part or that
belong to a backup which the table calls unverified; the next call removes both.
"""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction

from handrail import __version__
from handrail.core.audit import record, seal_pending
from handrail.core.audit.sealing import head, moment
from handrail.core.backup import filestore, settings
from handrail.core.backup.archive import PIECE, About, ManifestRead, Writer, is_ours, read_archive
from handrail.core.backup.domain.cells import to_cell
from handrail.core.backup.domain.rows import Row
from handrail.core.backup.models import Backup
from handrail.core.backup.places import PASSPHRASE, UNFINISHED, Target, place_of, target
from handrail.core.backup.problems import BackupProblem
from handrail.core.backup.pruning import prune, sweep
from handrail.core.backup.snapshot import Snapshot, open_snapshot, rows_of
from handrail.core.backup.tables import Part, Table, must_be_of_this_version, tables
from handrail.core.clock import now
from handrail.core.vault.agestreams import Witness, lock_stream, unlocked_stream
from handrail.core.vault.files import sealed_file_path
from handrail.core.vault.models import KeptFile
from handrail.core.vault.problems import Damaged

Step = Callable[[str], None]


@dataclass
class Taken:
    """A backup that was read back and found whole. `missing`: files that the disk lost."""

    id: UUID
    data: Path
    keys: Path
    at: datetime
    rows: int
    files: int
    copied: int
    missing: list[UUID]
    log_position: int
    removed: list[str] = field(default_factory=list)


def take_backup(to: Path, *, keys_to: Path | None, step: Step) -> Taken:
    """Take a backup into a folder or a file (see `places.target`).

    Raises `BackupProblem`, `VaultProblem` or `OSError`; then nothing new counts as a backup.
    """
    must_be_of_this_version()
    recipients = settings.recipients()
    if not recipients:
        raise BackupProblem(
            "no-recipient",
            "nobody could open the backup: no key and no passphrase is set.",
            "Run `handrail backup-key --passphrase`, or `handrail backup-key --new FILE`.",
        )
    step("seal the log")
    seal_pending()
    at, id, log = now(), uuid.uuid4(), head()
    where = target(to, keys_to, log.installation, id, at)
    for folder in (where.folder, where.keys_folder):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    step("remove what a backup that was cut off left")
    sweep(where)
    step("write down that a backup has begun")
    row = _begin(id, at, where)
    run = _Run(id, where, recipients, step)
    try:
        with open_snapshot() as snapshot:
            run.read(snapshot, at)
        step("read the data back")
        run.check(where.data, run.data)
        step("read the keys back")
        run.check(where.keys, run.keys)
        step("give the keys their name")
        _named(where.keys)
        if settings.passphrase_path().exists():
            step("lay the key beside it that the passphrase opens")
            shutil.copyfile(settings.passphrase_path(), where.folder / PASSPHRASE)
        step("give the data their name")
        _named(where.data)
    finally:
        for path in (where.data, where.keys):
            _unfinished(path).unlink(missing_ok=True)
    step("write down that it is whole")
    taken = run.taken(at)
    _end(row, taken)
    step("remove what has aged out")
    taken.removed = prune(where, now(), settings.retention())
    step("done")
    return taken


def _begin(id: UUID, at: datetime, where: Target) -> Backup:
    place, keys_place = place_of(where.folder), place_of(where.keys_folder)
    assert place and keys_place
    row = Backup(id=id, name=where.name, at=at, place=place, keys_place=keys_place)
    row.save(force_insert=True)
    return row


def _end(row: Backup, taken: Taken) -> None:
    with transaction.atomic():
        row.verified_at = now()
        row.size = taken.data.stat().st_size + taken.keys.stat().st_size
        row.rows, row.files, row.missing_files = taken.rows, taken.files, len(taken.missing)
        row.log_position = taken.log_position
        row.save()
        record(action="core:backup:taken", kind="backup", ids=[row.id], actor=None, organisation=None)


@dataclass
class _Run:
    """One backup on its way to the disk."""

    id: UUID
    where: Target
    recipients: Sequence[str]
    step: Step
    witness: Witness = field(default_factory=Witness)
    index: list[Row] = field(default_factory=list)
    missing: list[UUID] = field(default_factory=list)
    copied: int = 0
    log: dict[str, Any] = field(default_factory=dict)

    def read(self, snapshot: Snapshot, at: datetime) -> None:
        every = tables()
        self.log = _end_of_log(snapshot)
        files = [UUID(str(id)) for (id,) in snapshot.select("SELECT id FROM vault_keptfile ORDER BY id")]
        if not self.where.single:
            self._copy(files)
        self.data = Writer(self._about(snapshot, "data", at, every))
        self.step("write the data")
        self._write(self.where.data, self._data(snapshot, files if self.where.single else []))
        self.keys = Writer(self._about(snapshot, "keys", at, every))
        self.step("write the keys")
        self._write(self.where.keys, self._members(snapshot, self.keys))

    def check(self, path: Path, written: Writer) -> None:
        """Read a file back from the disk and compare it with what was meant. Raises `Damaged`."""
        with (
            _unfinished(path).open("rb") as locked,
            unlocked_stream(locked, self.witness.identities) as plain,
        ):
            for read in read_archive(plain):
                if isinstance(read, ManifestRead):
                    found = read.manifest
        if found != written.manifest or not is_ours(found):
            raise Damaged("a backup that was just written")

    def taken(self, at: datetime) -> Taken:
        counted = [one["rows"] for part in (self.data, self.keys) for one in part.counted.values()]
        return Taken(
            id=self.id,
            data=self.where.data,
            keys=self.where.keys,
            at=at,
            rows=sum(counted),
            files=len(self.index),
            copied=self.copied,
            missing=self.missing,
            log_position=self.log["position"],
        )

    def _about(self, snapshot: Snapshot, part: Part, at: datetime, every: list[Table]) -> About:
        masters = snapshot.select(
            "SELECT master_key_id FROM vault_organisationkey "
            "UNION SELECT master_key_id FROM vault_installationkey"
        )
        migrations = snapshot.select("SELECT app, name FROM django_migrations ORDER BY app, name")
        ((installation,),) = snapshot.select("SELECT id FROM audit_installation")
        return About(
            part=part,
            backup=self.id,
            installation=UUID(str(installation)),
            handrail=__version__,
            at=moment(at),
            migrations=tuple((str(app), str(name)) for app, name in migrations),
            tables=tuple(table for table in every if table.part == part),
            master_keys=tuple(sorted(str(master) for (master,) in masters)) if part == "keys" else (),
        )

    def _write(self, path: Path, pieces: Iterator[bytes]) -> None:
        with _unfinished(path).open("wb") as out:
            lock_stream(pieces, out, self.recipients, self.witness)
            out.flush()
            os.fsync(out.fileno())

    def _data(self, snapshot: Snapshot, files: list[UUID]) -> Iterator[bytes]:
        # The lists come first where they are known, so that whoever needs only them stops reading early.
        yield from self.data.begin()
        for path in settings.carried():
            yield from self.data.member(f"settings/{path}", (settings.home() / path).read_bytes())
        erased = snapshot.select("SELECT person, erased_at FROM vault_personkey WHERE erased_at IS NOT NULL")
        person_of, moment_of = to_cell("uuid"), to_cell("moment")
        rows = [[person_of(person), moment_of(at)] for person, at in erased]
        yield from self.data.lines("erased.jsonl.gz", rows)
        if not self.where.single:
            yield from self.data.lines("files.jsonl.gz", self.index)
        yield from self._tables(snapshot, self.data)
        for id in files:
            yield from self._inside(id)
        if self.where.single:
            yield from self.data.lines("files.jsonl.gz", self.index)
        yield from self.data.end(self._manifest("data"))

    def _members(self, snapshot: Snapshot, writer: Writer) -> Iterator[bytes]:
        yield from writer.begin()
        yield from self._tables(snapshot, writer)
        yield from writer.end(self._manifest("keys"))

    def _tables(self, snapshot: Snapshot, writer: Writer) -> Iterator[bytes]:
        for table in writer.about.tables:
            last = snapshot.last_number(table) if table.serial else 0
            yield from writer.table(table, rows_of(snapshot, table), last)

    def _manifest(self, part: str) -> dict[str, Any]:
        return {
            "part": part,
            "backup": str(self.id),
            "log": self.log,
            "files": {"count": len(self.index), "missing": [str(id) for id in self.missing]},
        }

    def _copy(self, files: list[UUID]) -> None:
        there = filestore.copies_in(self.where.folder)
        for id in files:
            copy = there.get(id)
            try:
                if copy is None:
                    self.step("copy a file")
                    source = sealed_file_path(id)
                    copy = filestore.add_copy(self.where.folder, id, source, self.recipients, self.witness)
                    self.copied += 1
                self.index.append([str(id), copy.sha256])
            except FileNotFoundError:
                self._not_there(id)

    def _inside(self, id: UUID) -> Iterator[bytes]:
        try:
            file = sealed_file_path(id).open("rb")
        except FileNotFoundError:
            self._not_there(id)
            return
        with file:
            size = os.fstat(file.fileno()).st_size
            yield from self.data.streamed(f"files/{id}", size, iter(lambda: file.read(PIECE), b""))
        self.index.append([str(id), self.data.parts[-1]["sha256"]])
        self.copied += 1

    def _not_there(self, id: UUID) -> None:
        """A file that was removed since the moment of the backup is no loss; one that is still known is."""
        if KeptFile.objects.filter(id=id).exists():
            self.missing.append(id)


def _end_of_log(snapshot: Snapshot) -> dict[str, Any]:
    found = snapshot.select("SELECT position, hash FROM audit_seal ORDER BY position DESC LIMIT 1")
    ((waiting,),) = snapshot.select("SELECT count(*) FROM audit_pendingevent")
    position, hash = found[0] if found else (0, head().hash)
    return {"position": int(position), "hash": str(hash), "waiting": int(waiting)}


def _unfinished(path: Path) -> Path:
    return path.with_name(path.name + UNFINISHED)


def _named(path: Path) -> None:
    _unfinished(path).replace(path)
    if os.name == "posix":
        handle = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
