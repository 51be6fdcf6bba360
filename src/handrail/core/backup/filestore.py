"""The copies of the installation's files in a folder of backups: each is copied once, and proven when it is.

A kept file never changes, so what is there is not copied again. Its name says what it is: id of the file,
SHA-256 of what it was in the installation, size of the copy. A copy that was cut short is seen by its size.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from handrail.core.vault.agestreams import Identity, Witness, lock_stream, unlocked_stream
from handrail.core.vault.problems import Damaged

PIECE = 256 * 1024


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy in the folder: `sha256` and, where known, `size` are those of the installation's own file."""

    id: UUID
    sha256: str
    path: Path

    @property
    def is_whole(self) -> bool:
        return self.path.stat().st_size == int(self.path.name.split(".")[2])


def copies_in(folder: Path) -> dict[UUID, Copy]:
    """Return the whole copies in a folder of backups, by id of the file."""
    found: dict[UUID, Copy] = {}
    for path in (folder / "files").glob("*/*.age"):
        copy = _copy_at(path)
        if copy and copy.is_whole:
            found[copy.id] = copy
    return found


def add_copy(folder: Path, id: UUID, source: Path, recipients: Sequence[str], witness: Witness) -> Copy:
    """Copy one file, encrypted once more, read it back, and only then give it its name.

    Raises `FileNotFoundError` for a source that is not there, `Damaged` when what was read back differs.
    """
    place = folder / "files" / id.hex[:2]
    place.mkdir(parents=True, exist_ok=True)
    unfinished = place / f"{id}.part"
    hashed = hashlib.sha256()
    try:
        with source.open("rb") as plain, unfinished.open("wb") as out:
            lock_stream(_hashed(plain, hashed), out, recipients, witness)
            out.flush()
            os.fsync(out.fileno())
        copy = Copy(id, hashed.hexdigest(), unfinished)
        for _ in opened(copy, witness.identities):
            pass
        size = unfinished.stat().st_size
        return Copy(id, copy.sha256, unfinished.replace(place / f"{id}.{copy.sha256}.{size}.age"))
    finally:
        unfinished.unlink(missing_ok=True)


def opened(copy: Copy, identities: Sequence[Identity]) -> Iterator[bytes]:
    """Yield the installation's own file. Raises `CannotUnlock`; `Damaged` at its end if it is another."""
    hashed = hashlib.sha256()
    with copy.path.open("rb") as locked, unlocked_stream(locked, identities) as plain:
        while piece := plain.read(PIECE):
            hashed.update(piece)
            yield piece
    if hashed.hexdigest() != copy.sha256:
        raise Damaged("a copied file")


def sweep(folder: Path) -> None:
    """Remove what a run that was cut off left half written."""
    for path in (folder / "files").glob("*/*.part"):
        path.unlink(missing_ok=True)


def _copy_at(path: Path) -> Copy | None:
    words = path.name.split(".")
    try:
        return Copy(UUID(words[0]), words[1], path) if len(words) == 4 and int(words[2]) else None
    except ValueError:
        return None


def _hashed(source: object, hashed: object) -> Iterator[bytes]:
    while piece := source.read(PIECE):  # type: ignore[attr-defined]
        hashed.update(piece)  # type: ignore[attr-defined]
        yield piece
