"""The folders that backups lie in, and the names of the files in them."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from handrail.core.backup.problems import BackupProblem

PLACE_FILE = "handrail-place"
DATA, KEYS, UNFINISHED = ".data.age", ".keys.age", ".part"
PASSPHRASE = "handrail-passphrase.age"  # noqa: S105 - the name of a file
_NAME = re.compile(r"handrail-([0-9a-f]{8})-(\d{8}T\d{6}Z)-[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Target:
    """Where one backup goes: a folder that keeps many, or (`single`) a pair of files with everything in."""

    folder: Path
    keys_folder: Path
    name: str
    single: bool
    installation: UUID

    @property
    def data(self) -> Path:
        return self.folder / f"{self.name}{DATA}"

    @property
    def keys(self) -> Path:
        return self.keys_folder / f"{self.name}{KEYS}"


def target(to: Path, keys_to: Path | None, installation: UUID, backup: UUID, at: datetime) -> Target:
    """Return where a backup goes: `to` is a folder, or a file whose name ends with .age.

    Raises `BackupProblem` for a file that is there already, or a folder that is none.
    """
    if to.suffix == ".age":
        name, folder, single = to.name.removesuffix(".age").removesuffix(".data"), to.parent, True
    else:
        name, folder, single = (
            f"handrail-{installation.hex[:8]}-{at:%Y%m%dT%H%M%SZ}-{backup.hex[:8]}",
            to,
            False,
        )
    found = Target(folder, keys_to or folder, name, single, installation)
    for path in (found.folder, found.keys_folder):
        if path.exists() and not path.is_dir():
            raise BackupProblem("not-a-folder", f"{path} is not a folder.", "Name a folder, or a file *.age.")
    for path in (found.data, found.keys):
        if path.exists():
            raise BackupProblem(
                "file-exists", f"{path} is there already.", "Backups are kept: choose a new name."
            )
    return found


def place_of(folder: Path, *, make: bool = True) -> UUID | None:
    """Return the random name of a folder of backups, from the file in it; make one for a new folder."""
    path = folder / PLACE_FILE
    try:
        return UUID(path.read_text("ascii").strip())
    except FileNotFoundError:
        if not make:
            return None
    except ValueError:
        mend = "Remove it; the next backup makes a new one."
        raise BackupProblem("bad-place", f"{path} does not hold the name of a place.", mend) from None
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = uuid.uuid4()
    unfinished = path.with_suffix(UNFINISHED)
    unfinished.write_text(f"{name}\n", "ascii")
    unfinished.replace(path)
    return name


def moment_of(name: str, installation: UUID) -> datetime | None:
    """Return the moment in a backup's name; None for another installation's, or a name that was chosen."""
    found = _NAME.fullmatch(name)
    if not found or found[1] != installation.hex[:8]:
        return None
    return datetime.strptime(found[2], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def names_in(folder: Path, suffix: str) -> set[str]:
    """Return the names of the backups whose file with this suffix lies in the folder."""
    return {path.name.removesuffix(suffix) for path in folder.glob(f"*{suffix}")}
