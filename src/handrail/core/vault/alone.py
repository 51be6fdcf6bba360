"""One at a time: a lock that the operating system lets go when its process ends, however it ends."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from handrail.core.vault.problems import VaultProblem


class Busy(VaultProblem):
    """The same work is being done by another process."""

    code = "busy"


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Hold the lock file for the block. Raises `Busy` at once when another process holds it."""
    lock.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(lock, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        if not _taken(handle):
            raise Busy(f"another process is at it ({lock} is locked): wait until it has ended")
        yield
    finally:
        os.close(handle)


def _taken(handle: int) -> bool:
    try:
        if os.name == "posix":
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    except OSError:
        return False
    return True
