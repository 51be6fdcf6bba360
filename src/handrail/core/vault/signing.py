"""Signatures for the log's checkpoints: Ed25519 (RFC 8032) under the installation's signing key."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from handrail.core.vault.keyfiles import read_key_file, signing_key_path


def public_key() -> bytes:
    """Return the 32 bytes that check the installation's signatures. Raises `KeyFileProblem`."""
    return _private_key().public_key().public_bytes_raw()


def sign(message: bytes) -> bytes:
    """Return the signature of `message` (64 bytes). Raises `KeyFileProblem` when there is no signing key."""
    return _private_key().sign(message)


def _private_key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(read_key_file(signing_key_path()))
