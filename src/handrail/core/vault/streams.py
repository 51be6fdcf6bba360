"""Files of any size, sealed in chunks with bounded memory: the STREAM construction over AES-256-GCM.

A sealed file is a header (8 bytes `HRFILE01`, 32 bytes of random salt) and chunks. Each chunk but the last
holds 64 KiB of plain bytes; each has its 16-byte tag. The nonce of chunk n is n as 11 bytes, big-endian,
and one byte that is 1 for the last chunk and 0 for the others. So a chunk that is changed, left out,
repeated or moved does not open, and a file that ends early lacks its last chunk. The key is derived from
the owner's with the salt and the file's place, so no two files share one, and a file in another's place
does not open. An empty file is one last chunk of no bytes. (STREAM: Hoang, Reyhanitabar, Rogaway, Vizár,
"Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", CRYPTO 2015; the layout of the
nonce is the one that the age format uses.)
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from handrail.core.vault.boxes import Part, subkey
from handrail.core.vault.problems import Damaged

CHUNK_BYTES = 64 * 1024
TAG_BYTES = 16
_MAGIC = b"HRFILE01"
_SALT_BYTES = 32


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


def sealed_chunks(plain: Readable, owner_key: bytes, *place: Part) -> Iterator[bytes]:
    """Yield the sealed file of what `plain` reads, a chunk at a time."""
    salt = os.urandom(_SALT_BYTES)
    cipher = AESGCM(subkey(owner_key, "file", *place, salt=salt))
    yield _MAGIC + salt
    number, chunk = 0, _read_exactly(plain, CHUNK_BYTES)
    while True:
        following = _read_exactly(plain, CHUNK_BYTES) if len(chunk) == CHUNK_BYTES else b""
        last = not following
        yield cipher.encrypt(_nonce(number, last=last), chunk, None)
        if last:
            return
        number, chunk = number + 1, following


def opened_chunks(sealed: Readable, owner_key: bytes, *place: Part) -> Iterator[bytes]:
    """Yield the plain bytes, a chunk at a time; each is proven before it is given out.

    Raises `Damaged` at the first chunk that is not as it was sealed. What came before is true, but it is
    not the whole file: a reader must take the file only when the iterator ends without an error.
    """
    header = _read_exactly(sealed, len(_MAGIC) + _SALT_BYTES)
    if len(header) != len(_MAGIC) + _SALT_BYTES or not header.startswith(_MAGIC):
        raise Damaged("a sealed file")
    cipher = AESGCM(subkey(owner_key, "file", *place, salt=header[len(_MAGIC) :]))
    number, chunk = 0, _read_exactly(sealed, CHUNK_BYTES + TAG_BYTES)
    while True:
        following = _read_exactly(sealed, CHUNK_BYTES + TAG_BYTES)
        last = not following
        try:
            plain = cipher.decrypt(_nonce(number, last=last), chunk, None)
        except InvalidTag:
            raise Damaged("a sealed file") from None
        yield plain
        if last:
            return
        number, chunk = number + 1, following


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def _read_exactly(source: Readable, size: int) -> bytes:
    """Return `size` bytes, fewer only at the end: an upload may give less than it is asked for."""
    parts: list[bytes] = []
    while size > 0 and (part := source.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
