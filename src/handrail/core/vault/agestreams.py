"""age files of any size, written and read as a stream: what is inside is never on a disk in clear.

A file is encrypted for the given recipients and for one more, a key that exists in this process alone and for
as long as the `Witness` does. So what was written can be read back and compared, on a server that holds no
key that opens a backup.
"""

from __future__ import annotations

import io
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO, TypeAlias

import pyrage

from handrail.core.vault.locking import recipient
from handrail.core.vault.problems import CannotUnlock, Damaged, NotAnIdentity
from handrail.core.vault.streams import Readable

_AGE_MAGIC = b"age-encryption.org/v1"
_SECRET = "AGE-SECRET-KEY-"  # noqa: S105 - how the line of a key begins

Identity: TypeAlias = pyrage.x25519.Identity | pyrage.ssh.Identity


class Witness:
    """Opens the files that were locked with it, and nothing else; it is never written down."""

    def __init__(self) -> None:
        self._identity = pyrage.x25519.Identity.generate()

    @property
    def identities(self) -> list[Identity]:
        return [self._identity]

    def also_for(self, recipients: Sequence[str]) -> list[pyrage.x25519.Recipient | pyrage.ssh.Recipient]:
        return [*(recipient(text) for text in recipients), self._identity.to_public()]


def check_recipients(recipients: Sequence[str]) -> None:
    """Raise `UnknownRecipient` for the first text that is no public key."""
    for text in recipients:
        recipient(text)


def lock_stream(pieces: Iterable[bytes], out: BinaryIO, recipients: Sequence[str], witness: Witness) -> None:
    """Write the pieces to `out` as one age file for the recipients and the witness.

    An error that the pieces raise is raised; `out` then holds an age file that does not open.
    """
    if not recipients:
        raise ValueError("name at least one recipient")
    source = _Source(pieces)
    try:
        pyrage.encrypt_io(source, out, witness.also_for(recipients))
    except pyrage.EncryptError:
        if source.problem:
            raise source.problem from None
        raise


@contextmanager
def unlocked_stream(locked: BinaryIO, identities: Sequence[Identity]) -> Iterator[Readable]:
    """Give a reader of what is in an age file. It raises at the first piece that is not as it was written.

    Reading raises `CannotUnlock` when no key fits, `Damaged` for a file that was changed or cut short. What
    was read before is true, but it is not the whole file until a read has returned nothing.
    """
    read_end, write_end = os.pipe()
    reader = _Plain(os.fdopen(read_end, "rb"))
    worker = threading.Thread(
        target=reader.fill, args=(locked, os.fdopen(write_end, "wb"), identities), daemon=True
    )
    worker.start()
    try:
        yield reader
    finally:
        reader.close()
        worker.join()


def new_identity() -> tuple[str, str]:
    """Return a public key, and the text of a file that opens what is locked for it."""
    identity = pyrage.x25519.Identity.generate()
    public = str(identity.to_public())
    return public, f"# public key: {public}\n{identity}\n"


def lock_identity(text: str, passphrase: str) -> bytes:
    """Return the key file locked with a passphrase, as `age -p` does and `age -d -i` understands."""
    return bytes(pyrage.passphrase.encrypt(text.encode("ascii"), passphrase))


def read_identities(content: bytes, passphrase: Callable[[], str]) -> list[Identity]:
    """Return the keys in a key file of age or SSH; `passphrase` is asked for when the file is locked.

    Raises `CannotUnlock` for a wrong passphrase, `NotAnIdentity` for anything that is not a key file.
    """
    if content.startswith(_AGE_MAGIC):
        try:
            content = bytes(pyrage.passphrase.decrypt(content, passphrase()))
        except pyrage.DecryptError:
            raise CannotUnlock("the passphrase is wrong, or the file of keys is damaged") from None
    try:
        if content.startswith(b"-----BEGIN"):
            return [pyrage.ssh.Identity.from_buffer(content)]
        lines = content.decode("ascii").splitlines()
        found: list[Identity] = [
            pyrage.x25519.Identity.from_str(line.strip()) for line in lines if line.startswith(_SECRET)
        ]
    except (UnicodeDecodeError, pyrage.IdentityError):
        found = []
    if not found:
        raise NotAnIdentity(
            f"this is not a file that opens backups: it would hold a line that begins with {_SECRET}"
        )
    return found


class _Source:
    """Pieces of bytes as a file to read from; keeps the error that ended them."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._left = memoryview(b"")
        self.problem: BaseException | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            while not self._left:
                self._left = memoryview(next(self._pieces))
        except StopIteration:
            return b""
        except BaseException as problem:
            self.problem = problem
            raise
        size = len(self._left) if size < 0 else size
        part, self._left = self._left[:size], self._left[size:]
        return bytes(part)


class _Plain:
    """The reading end: raises what ended the decryption instead of returning less than was asked for."""

    def __init__(self, pipe: io.BufferedReader) -> None:
        self._pipe = pipe
        self._ended = threading.Event()
        self._problem: Exception | None = None

    def read(self, size: int, /) -> bytes:
        part = self._pipe.read(size)
        if len(part) < size:
            self._ended.wait()
            if self._problem:
                raise self._problem
        return part

    def close(self) -> None:
        self._pipe.close()

    def fill(self, locked: BinaryIO, pipe: BinaryIO, identities: Sequence[Identity]) -> None:
        try:
            with pipe:
                pyrage.decrypt_io(locked, pipe, list(identities))
        except pyrage.DecryptError:
            self._problem = CannotUnlock("no key at hand opens this file, or it is not an age file")
        except (OSError, ValueError):
            # Also when the reader has gone: then nobody asks why.
            self._problem = Damaged("an encrypted file")
        finally:
            self._ended.set()
