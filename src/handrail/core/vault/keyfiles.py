"""The two keys of an installation that live outside the database: the master key and the log's signing key.

The master key is read from the environment variable HANDRAIL_MASTER_KEY (base64 of 32 bytes), or else from
the file (the same text) that HANDRAIL_MASTER_KEY_FILE names, or else from `$HANDRAIL_HOME/keys/master.key`.
Neither key is ever made silently: a fresh key in the wrong place would make everything sealed before
unreadable.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from handrail.core.vault.boxes import KEY_BYTES, new_key
from handrail.core.vault.problems import KeyFileProblem

MASTER_KEY_VARIABLE = "HANDRAIL_MASTER_KEY"
MASTER_KEY_FILE_VARIABLE = "HANDRAIL_MASTER_KEY_FILE"


@dataclass(frozen=True, slots=True)
class MasterKey:
    """The key that wraps every organisation's key; `id` names it without telling it."""

    id: str
    secret: bytes = field(repr=False)


def master_key_path() -> Path:
    """Return where the master key lies: HANDRAIL_MASTER_KEY_FILE names a place apart from the data."""
    named = os.environ.get(MASTER_KEY_FILE_VARIABLE)
    return Path(named) if named else Path(settings.HANDRAIL_HOME) / "keys" / "master.key"


def signing_key_path() -> Path:
    return Path(settings.HANDRAIL_HOME) / "keys" / "log-signing.key"


def master_key() -> MasterKey:
    """Return the installation's master key. Raises `KeyFileProblem`: missing, unguarded or malformed."""
    text = os.environ.get(MASTER_KEY_VARIABLE)
    secret = decoded_key(text, MASTER_KEY_VARIABLE) if text else read_key_file(master_key_path())
    return MasterKey(id=key_id(secret), secret=secret)


def create_master_key(path: Path | None = None) -> Path:
    """Make a master key at `path` (default: where the installation looks for it) and return where it is.

    Refuses to overwrite: a lost master key cannot be made again, by anybody.
    """
    return _create_key_file(path or master_key_path())


def create_signing_key(path: Path | None = None) -> Path:
    """Make the key that signs the log's checkpoints; refuses to overwrite one."""
    return _create_key_file(path or signing_key_path())


def read_key_file(path: Path) -> bytes:
    """Return the 32 bytes kept in a key file that nobody but its owner may read."""
    try:
        mode = path.stat().st_mode
        text = path.read_text(encoding="ascii")
    except FileNotFoundError:
        mend = (
            "Put the key file back (`handrail recover-key` restores a master key from its sheets). "
            "For a new installation: `handrail init`."
        )
        raise KeyFileProblem(path, "there is no key here.", mend) from None
    except (OSError, UnicodeDecodeError) as problem:
        mend = "Check that it is the right file and that this account may read it."
        raise KeyFileProblem(path, f"the key cannot be read ({type(problem).__name__}).", mend) from None
    if os.name == "posix" and mode & 0o077:
        raise KeyFileProblem(
            path, "other accounts of this machine may read the key.", f"Run: chmod 600 {path}"
        )
    return decoded_key(text, path)


def write_new_key(path: Path, secret: bytes) -> Path:
    """Write a key where there is none, whole or not at all. Raises `KeyFileProblem` where there is one."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = path.with_name(f"{path.name}.new-{os.getpid()}")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(base64.b64encode(secret) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        # A link is refused where the name is taken, and it appears with all that is in it.
        os.link(unfinished, path)
    except FileExistsError:
        mend = "Keep it. If it must be replaced, move it to a safe place first."
        raise KeyFileProblem(path, "there is a key here already.", mend) from None
    finally:
        unfinished.unlink()
    return path


def _create_key_file(path: Path) -> Path:
    return write_new_key(path, new_key())


def decoded_key(text: str, where: Path | str) -> bytes:
    """Return the 32 bytes that `text` writes, or raise `KeyFileProblem` naming `where`."""
    try:
        secret = base64.b64decode(text.strip(), validate=True)
    except binascii.Error:
        secret = b""
    if len(secret) != KEY_BYTES:
        raise KeyFileProblem(where, "this is not a key.", f"A key is the base64 text of {KEY_BYTES} bytes.")
    return secret


def key_id(secret: bytes) -> str:
    """Return what names a master key without telling it."""
    return hashlib.sha256(b"handrail key id" + secret).hexdigest()[:16]
