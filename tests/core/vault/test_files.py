"""Files of a person: encrypted before they touch the disk, whole or not there at all."""

from __future__ import annotations

import hashlib
import io
import os
import tracemalloc
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from handrail.core import vault
from handrail.core.vault.models import KeptFile

LATER = datetime(2999, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, settings: object, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.HANDRAIL_HOME = tmp_path  # type: ignore[attr-defined]
    vault.create_master_key()
    return tmp_path


def kept(home: Path) -> list[Path]:
    return [path for path in (home / "files").glob("**/*") if path.is_file()]


@pytest.mark.parametrize("size", [0, 10, 200_000])
def test_a_file_comes_back_with_its_size_and_hash(rin: UUID, size: int) -> None:
    plain = os.urandom(size)
    stored = vault.store_file(io.BytesIO(plain), ("person", rin))
    assert b"".join(vault.open_file(stored.id, ("person", rin))) == plain
    assert stored == vault.stored_file(stored.id, ("person", rin))
    assert (stored.size, stored.sha256) == (size, hashlib.sha256(plain).hexdigest())


def test_an_organisation_keeps_files_too(shelter: UUID) -> None:
    stored = vault.store_file(io.BytesIO(b"house rules"), ("organisation", shelter))
    assert b"".join(vault.open_file(stored.id, ("organisation", shelter))) == b"house rules"


def test_the_disk_holds_neither_the_text_nor_its_hash(rin: UUID, own_home: Path) -> None:
    stored = vault.store_file(io.BytesIO(b"Rin Suwannamali " * 10_000), ("person", rin))
    (path,) = kept(own_home)
    assert b"Suwannamali" not in path.read_bytes()
    assert path == own_home / "files" / stored.id.hex[:2] / str(stored.id)
    assert path.stat().st_mode & 0o777 == 0o600
    assert bytes.fromhex(stored.sha256) not in bytes(KeptFile.objects.get().sealed_sha256)


def test_a_file_opens_for_its_owner_only(rin: UUID, dara: UUID, shelter: UUID) -> None:
    stored = vault.store_file(io.BytesIO(b"x"), ("person", rin))
    for owner in (("person", dara), ("organisation", shelter), ("organisation", rin)):
        with pytest.raises(vault.NoFile):
            vault.open_file(stored.id, owner)
    with pytest.raises(vault.NoFile):
        vault.open_file(uuid.uuid4(), ("person", rin))


def test_a_file_moved_to_another_owners_row_does_not_open(rin: UUID, dara: UUID, own_home: Path) -> None:
    ours, theirs = (vault.store_file(io.BytesIO(b"x" * 50), ("person", person)) for person in (rin, dara))
    path = {stored.id: own_home / "files" / stored.id.hex[:2] / str(stored.id) for stored in (ours, theirs)}
    path[ours.id].replace(path[theirs.id])
    with pytest.raises(vault.Damaged):
        list(vault.open_file(theirs.id, ("person", dara)))
    with pytest.raises(vault.Damaged):
        vault.open_file(ours.id, ("person", rin))


def test_a_file_over_the_limit_is_refused_and_leaves_nothing(rin: UUID, own_home: Path) -> None:
    assert vault.store_file(io.BytesIO(b"x" * 1000), ("person", rin), limit=1000).size == 1000
    with pytest.raises(vault.TooLarge) as refused:
        vault.store_file(io.BytesIO(b"x" * 1001), ("person", rin), limit=1000)
    assert refused.value.limit == 1000
    assert len(kept(own_home)) == KeptFile.objects.count() == 1


def test_an_upload_that_breaks_off_leaves_nothing(rin: UUID, own_home: Path) -> None:
    class Breaks:
        def __init__(self) -> None:
            self.given = 0

        def read(self, size: int, /) -> bytes:
            self.given += 1
            if self.given > 3:
                raise ConnectionResetError
            return b"x" * size

    with pytest.raises(ConnectionResetError):
        vault.store_file(Breaks(), ("person", rin))
    assert not kept(own_home) and not KeptFile.objects.exists()


def test_memory_does_not_grow_with_the_file(rin: UUID) -> None:
    class Zeros:
        def __init__(self, size: int) -> None:
            self.left = size

        def read(self, size: int, /) -> bytes:
            part = min(size, self.left)
            self.left -= part
            return bytes(part)

    size = 40 * 1024 * 1024
    tracemalloc.start()
    try:
        stored = vault.store_file(Zeros(size), ("person", rin))
        assert sum(len(chunk) for chunk in vault.open_file(stored.id, ("person", rin))) == size
        assert tracemalloc.get_traced_memory()[1] < 4 * 1024 * 1024
    finally:
        tracemalloc.stop()


def test_a_removed_file_is_gone_from_table_and_disk(
    rin: UUID, dara: UUID, own_home: Path, django_capture_on_commit_callbacks: Any
) -> None:
    stored = vault.store_file(io.BytesIO(b"x"), ("person", rin))
    with pytest.raises(vault.NoFile):
        vault.remove_file(stored.id, ("person", dara))
    with django_capture_on_commit_callbacks(execute=True):
        vault.remove_file(stored.id, ("person", rin))
        assert kept(own_home)  # not before the commit
    assert not kept(own_home) and not KeptFile.objects.exists()


def test_sweeping_removes_what_no_row_knows_and_nothing_else(rin: UUID, own_home: Path) -> None:
    stored = vault.store_file(io.BytesIO(b"keep"), ("person", rin))
    folder = own_home / "files" / "ab"
    folder.mkdir(exist_ok=True)
    (folder / str(uuid.uuid4())).write_bytes(b"rolled back")
    (folder / f"{uuid.uuid4()}.part").write_bytes(b"crashed")
    assert vault.sweep_files(older_than=datetime(2000, 1, 1, tzinfo=UTC)) == 0
    assert vault.sweep_files(older_than=LATER) == 2
    assert [path.name for path in kept(own_home)] == [str(stored.id)]
