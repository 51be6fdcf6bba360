"""The mark of a demonstration: written into an empty folder, bound to the keys that were made with it.

A file of that name alone is not a mark. It holds the fingerprint of the folder's own master key, and it
counts only while the installation lives in that folder: with a database or a master key named from outside,
the folder may be a demonstration's, the records are not.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import Enum
from pathlib import Path

from handrail.site.home import DEMO_MARK

FROM_OUTSIDE = ("HANDRAIL_DATABASE_URL", "HANDRAIL_OWNER_DATABASE_URL", "HANDRAIL_MASTER_KEY")
OURS = frozenset({DEMO_MARK, "keys", "files", "static", "tmp"})


class State(Enum):
    """What a folder holds."""

    EMPTY = "empty"
    BUILDING = "building"
    BUILT = "built"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Mark:
    """What the mark says. `builder` is the process that builds, 0 when it is done."""

    country: str
    seed: int
    cases: int
    as_of: str
    builder: int
    key: str

    @property
    def built_on(self) -> date:
        return date.fromisoformat(self.as_of)


def fingerprint(home: Path) -> str:
    """Return what binds a mark to the folder's master key, "" where there is no key."""
    try:
        return hashlib.sha256(
            b"handrail demonstration" + (home / "keys" / "master.key").read_bytes()
        ).hexdigest()
    except OSError:
        return ""


def read_mark(home: Path) -> Mark | None:
    """Return the mark of a folder, None where there is none that belongs to its key."""
    try:
        told = json.loads((home / DEMO_MARK).read_text(encoding="utf-8"))
        mark = Mark(**told)
    except (OSError, ValueError, TypeError):
        return None
    return mark if mark.key and mark.key == fingerprint(home) else None


def is_genuine(home: Path, environ: Mapping[str, str] | None = None) -> bool:
    """Return whether the installation in this folder is a demonstration and nothing else."""
    told = os.environ if environ is None else environ
    return read_mark(home) is not None and not any(told.get(name) for name in FROM_OUTSIDE)


def write_mark(home: Path, mark: Mark) -> None:
    """Write the mark whole or not at all. The caller has seen that the folder is empty or marked already."""
    fresh = home / f".{DEMO_MARK}.new"
    fresh.write_text(json.dumps(asdict(mark)) + "\n", encoding="utf-8")
    fresh.replace(home / DEMO_MARK)


def state_of(home: Path) -> State:
    """Return what a folder holds. Anything that the demonstration did not make is FOREIGN."""
    if not home.exists() or (home.is_dir() and not any(home.iterdir())):
        return State.EMPTY
    mark = read_mark(home) if home.is_dir() else None
    if mark is None:
        return State.FOREIGN
    return State.BUILDING if mark.builder else State.BUILT


def builder_lives(mark: Mark) -> bool:
    """Return whether the process that is building still runs (on this machine)."""
    try:
        os.kill(mark.builder, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return mark.builder != os.getpid()


def clear_half_built(home: Path) -> None:
    """Remove what an interrupted build left behind; the mark proves that nothing else was ever here.

    Raises ValueError when the folder holds anything that the demonstration does not make.
    """
    found = sorted(home.iterdir(), key=lambda path: path.name == DEMO_MARK)  # the mark goes last
    strange = [path.name for path in found if not _is_ours(path.name)]
    if strange:
        raise ValueError(strange[0])
    for path in found:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def _is_ours(name: str) -> bool:
    return name in OURS or name.startswith(("handrail.sqlite3", f".{DEMO_MARK}"))
