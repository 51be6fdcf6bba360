"""Sealed boxes: bytes under a key, bound to the place where they belong.

A box is one byte of format (1), a random nonce of 12 bytes, and AES-256-GCM's ciphertext with its 16-byte
tag. The associated data is the binding: format, then each part of the place with its length before it, so
that no two places have the same bytes. A box opened under another binding, or with any byte changed, is
`Damaged`.
"""

from __future__ import annotations

import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from handrail.core.vault.problems import Damaged

KEY_BYTES = 32
_FORMAT = b"\x01"
_NONCE_BYTES = 12
_TAG_BYTES = 16

Part = str | UUID | int


def new_key() -> bytes:
    """Return 32 bytes from the operating system's generator."""
    return os.urandom(KEY_BYTES)


def binding(*place: Part) -> bytes:
    """Return the bytes that name a place, for example ("value", person id, purpose)."""
    parts = [str(part).encode() for part in place]
    return b"handrail/1" + b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def subkey(key: bytes, *place: Part, salt: bytes | None = None) -> bytes:
    """Return a key for one use, derived with HKDF-SHA256 so that it says nothing about `key`."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=binding(*place)).derive(key)


class Box:
    """Seals and opens under one key. Keep it no longer than the work at hand."""

    __slots__ = ("_cipher",)

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def seal(self, plain: bytes, *place: Part) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        return _FORMAT + nonce + self._cipher.encrypt(nonce, plain, binding(*place))

    def open(self, sealed: bytes, *place: Part) -> bytes:
        """Return the plain bytes, or raise `Damaged` naming the kind of place, never its id."""
        if len(sealed) < 1 + _NONCE_BYTES + _TAG_BYTES or sealed[:1] != _FORMAT:
            raise Damaged(f"a sealed {place[0]}")
        nonce, rest = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
        try:
            return self._cipher.decrypt(nonce, rest, binding(*place))
        except InvalidTag:
            raise Damaged(f"a sealed {place[0]}") from None
