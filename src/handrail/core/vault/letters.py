"""Letters to an organisation: sealed by who holds only its public key, opened here and nowhere else.

HPKE (RFC 9180), base mode: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM, which a browser can do with
its own primitives. The private key is derived from the organisation's key, so that it is kept, backed up and
wrapped anew with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from handrail.core.vault.keys import OpenedKey, organisation_key, organisation_key_of
from handrail.core.vault.problems import Damaged

# What a letter is for: it opens under no other word.
INFO = b"handrail/letter/1"
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256: SEC 2, 2.4.2
SUITE = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


@dataclass(frozen=True, slots=True)
class LetterKey:
    """What seals a letter. `public`: an uncompressed point of P-256, 65 bytes."""

    version: int
    public: bytes


def letter_key(organisation: UUID) -> LetterKey:
    """Return the organisation's public key for letters. Raises `NoKey`."""
    key = organisation_key(organisation)
    point = _private(key).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return LetterKey(key.version, point)


def open_letter(organisation: UUID, version: int, sealed: bytes) -> bytes:
    """Return what was sealed. Raises `Damaged` for what this organisation cannot open, and `NoKey`."""
    key = organisation_key_of(organisation, version, "a letter")
    try:
        return SUITE.decrypt(bytes(sealed), _private(key), info=INFO)
    except (InvalidTag, ValueError) as problem:
        raise Damaged("a letter") from problem


def _private(key: OpenedKey) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(key.letters) % (ORDER - 1) + 1, ec.SECP256R1())
