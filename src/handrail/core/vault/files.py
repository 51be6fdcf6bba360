"""Encrypted files under `$HANDRAIL_HOME/files/`: kept, opened, swept. Plain bytes never touch the disk.

A file is written under a temporary name, synced and renamed, and only then does its row appear, in the
caller's transaction. So a crash or a rollback can leave an encrypted file that no row knows, never a row
without its file; `sweep_files` removes such leavings.
"""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO, Literal
from uuid import UUID

from django.conf import settings
from django.db import transaction

from handrail.core.clock import now
from handrail.core.vault.boxes import Box, subkey
from handrail.core.vault.keys import chunks, organisation_key, person_key
from handrail.core.vault.models import KeptFile
from handrail.core.vault.problems import Damaged, NoFile, TooLarge
from handrail.core.vault.streams import Readable, opened_chunks, sealed_chunks

_UNFINISHED = ".part"
FILE_LIMIT = 100 * 1024 * 1024

Owner = tuple[Literal["person", "organisation"], UUID]


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A kept file: `size` in bytes and `sha256` (hex) are those of the plain file."""

    id: UUID
    size: int
    sha256: str


def store_file(stream: Readable, owner: Owner, *, limit: int = FILE_LIMIT) -> StoredFile:
    """Encrypt and keep what `stream` reads, for its owner. Memory does not grow with the file.

    Raises `TooLarge` when it has more than `limit` bytes, `Erased` or `NoKey` for the owner; then nothing
    is kept.
    """
    (owner_key, version), id = _owner_key(owner), uuid.uuid4()
    measured = _Measured(stream, limit)
    _write(sealed_file_path(id), sealed_chunks(measured, owner_key, id, *owner))
    stored = StoredFile(id=id, size=measured.size, sha256=measured.sha256.hexdigest())
    KeptFile.objects.create(
        id=id,
        owner_kind=owner[0],
        owner=owner[1],
        size=stored.size,
        key_version=version,
        sealed_sha256=_digest_box(owner_key).seal(bytes.fromhex(stored.sha256), "file-sha256", id),
        kept_at=now(),
    )
    return stored


def stored_file(id: UUID, owner: Owner) -> StoredFile:
    """Return what is known of a kept file. Raises `NoFile`, `Erased`, `Damaged`."""
    row, owner_key = _row_and_key(id, owner)
    digest = _digest_box(owner_key).open(bytes(row.sealed_sha256), "file-sha256", id)
    return StoredFile(id=id, size=row.size, sha256=digest.hex())


def open_file(id: UUID, owner: Owner) -> Iterator[bytes]:
    """Return the plain file in chunks.

    Raises `NoFile`, `Erased` or `NoKey` at once, and `Damaged` at the chunk that was changed.
    """
    row, owner_key = _row_and_key(id, owner)
    try:
        sealed = sealed_file_path(id).open("rb")
    except FileNotFoundError:
        raise Damaged("a sealed file") from None
    return _opened(sealed, owner_key, row)


def remove_file(id: UUID, owner: Owner) -> None:
    """Remove a kept file, in the caller's transaction. Raises `NoFile`."""
    removed, _ = KeptFile.objects.filter(id=id, owner_kind=owner[0], owner=owner[1]).delete()
    if not removed:
        raise NoFile(id)
    transaction.on_commit(partial(remove_files, [id]))


def remove_files(ids: list[UUID]) -> None:
    """Take encrypted files whose rows are gone off the disk; one that is not there is no error."""
    for id in ids:
        sealed_file_path(id).unlink(missing_ok=True)


def sweep_files(*, older_than: datetime) -> int:
    """Remove what no row knows and was last written before `older_than`; return how many files went.

    Give it a moment that lies well before any upload that may still be running.
    """
    removed = 0
    for path in _unknown(older_than):
        path.unlink(missing_ok=True)
        removed += 1
    return removed


def files_unknown(*, older_than: datetime) -> int:
    """Return how many files `sweep_files` would remove."""
    return sum(1 for _ in _unknown(older_than))


def files_without_content() -> Iterator[UUID]:
    """Yield the kept files that are not on the disk."""
    for id in KeptFile.objects.order_by("id").values_list("id", flat=True).iterator():
        if not sealed_file_path(id).is_file():
            yield id


def _unknown(older_than: datetime) -> Iterator[Path]:
    for folder in sorted(_folder().glob("*")):
        old = [path for path in folder.iterdir() if path.stat().st_mtime < older_than.timestamp()]
        known = _known([path.name for path in old])
        yield from (path for path in old if path.name not in known)


class _Measured:
    """Counts and hashes what passes through, and stops at the limit."""

    def __init__(self, stream: Readable, limit: int) -> None:
        self._stream, self._limit = stream, limit
        self.size, self.sha256 = 0, hashlib.sha256()

    def read(self, size: int, /) -> bytes:
        part = self._stream.read(size)
        self.size += len(part)
        if self.size > self._limit:
            raise TooLarge(self._limit)
        self.sha256.update(part)
        return part


def _opened(sealed: BinaryIO, owner_key: bytes, row: KeptFile) -> Iterator[bytes]:
    with sealed:
        yield from opened_chunks(sealed, owner_key, row.id, row.owner_kind, row.owner)


def _owner_key(owner: Owner, version: int | None = None) -> tuple[bytes, int]:
    """Return what the owner's file keys are derived from, and the version of the owner's key."""
    kind, id = owner
    if kind == "person":
        return person_key(id).files, 1
    key = organisation_key(id, version)
    return key.files, key.version


def _digest_box(owner_key: bytes) -> Box:
    return Box(subkey(owner_key, "file-sha256"))


def _row_and_key(id: UUID, owner: Owner) -> tuple[KeptFile, bytes]:
    row = KeptFile.objects.filter(id=id, owner_kind=owner[0], owner=owner[1]).first()
    if row is None:
        raise NoFile(id)
    return row, _owner_key(owner, row.key_version)[0]


def _known(names: list[str]) -> set[str]:
    ids = [UUID(name) for name in names if not name.endswith(_UNFINISHED)]
    found = (KeptFile.objects.filter(id__in=some).values_list("id", flat=True) for some in chunks(ids))
    return {str(id) for some in found for id in some}


def _folder() -> Path:
    return Path(settings.HANDRAIL_HOME) / "files"


def sealed_file_path(id: UUID) -> Path:
    """Return where the encrypted bytes of a kept file lie."""
    return _folder() / id.hex[:2] / str(id)


def _write(path: Path, content: Iterator[bytes]) -> None:
    """Write so that `path` has all of them, or does not exist."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = path.with_suffix(_UNFINISHED)
    try:
        with os.fdopen(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            for chunk in content:
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":  # Windows syncs a folder's entries by itself and refuses to open one
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
