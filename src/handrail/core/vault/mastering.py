"""The master keys that lie at hand: the current one and, while and after it is changed, its neighbours.

A key is found by its id, so that a process that runs through a change of the master key opens every
organisation's key, whichever of the two has wrapped it:

- `keys/master.key` wraps what is new;
- `keys/master.next.key` is made and will take its place (or the variable HANDRAIL_MASTER_KEY_NEXT);
- `keys/master.old.key` was replaced, and some keys are still wrapped by it (or HANDRAIL_MASTER_KEY_OLD);
- `keys/master-ID.retired.key` wraps nothing any more. It opens copies of the keys from before the change.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator
from pathlib import Path

from handrail.core.vault.boxes import new_key
from handrail.core.vault.keyfiles import (
    MASTER_KEY_VARIABLE,
    MasterKey,
    decoded_key,
    key_id,
    master_key,
    master_key_path,
    read_key_file,
)
from handrail.core.vault.problems import WrongMasterKey

NEXT_VARIABLE = "HANDRAIL_MASTER_KEY_NEXT"
OLD_VARIABLE = "HANDRAIL_MASTER_KEY_OLD"
_TRIES = 3


def master_key_of(id: str) -> MasterKey:
    """Return the master key of this id. Raises `WrongMasterKey`, or `KeyFileProblem` for the current one."""
    # A file may be renamed between two looks at the folder: what is missing is looked for again.
    for _ in range(_TRIES):
        for key in _at_hand(id):
            if key.id == id:
                return key
    raise WrongMasterKey(id, master_key().id)


def next_path() -> Path:
    return master_key_path().with_name("master.next.key")


def old_path() -> Path:
    return master_key_path().with_name("master.old.key")


def retired_path(id: str) -> Path:
    return master_key_path().with_name(f"master-{id}.retired.key")


def retired_keys() -> list[Path]:
    """Return the files of master keys that were replaced and still lie in the folder `keys`."""
    return sorted(master_key_path().parent.glob("master-*.retired.key"))


def key_in(path: Path) -> MasterKey | None:
    """Return the key in a file, or None where there is no file. Raises `KeyFileProblem` for a bad one."""
    if not path.exists():
        return None
    secret = read_key_file(path)
    return MasterKey(id=key_id(secret), secret=secret)


def key_from_environment() -> bool:
    """Return whether the current master key is given by the environment and not by a file."""
    return bool(os.environ.get(MASTER_KEY_VARIABLE))


def key_of_variable(name: str) -> MasterKey | None:
    """Return the key in an environment variable, None where it is not set. Raises `KeyFileProblem`."""
    text = os.environ.get(name)
    if not text:
        return None
    secret = decoded_key(text, name)
    return MasterKey(id=key_id(secret), secret=secret)


def make_next_key() -> Path:
    """Make `keys/master.next.key`, whole or not at all; one that is there already stays."""
    if not next_path().exists():
        write_key_file(next_path(), new_key())
    return next_path()


def write_key_file(path: Path, secret: bytes) -> None:
    """Write a key file so that it is there whole, and on the disk, or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = path.with_name(path.name + ".part")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(base64.b64encode(secret) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    rename(unfinished, path)


def rename(source: Path, target: Path) -> None:
    """Put `source` in the place of `target` in one stroke, and make sure that the disk knows it."""
    source.replace(target)
    if os.name == "posix":
        handle = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _at_hand(id: str) -> Iterator[MasterKey]:
    yield master_key()
    for variable in (NEXT_VARIABLE, OLD_VARIABLE):
        key = key_of_variable(variable)
        if key:
            yield key
    for path in (next_path(), old_path(), retired_path(id)):
        try:
            key = key_in(path)
        except FileNotFoundError:  # renamed at this very moment
            key = None
        if key:
            yield key
