"""Certificates for a house's own network: an authority that may vouch for this house's names and no others.

The authority's certificate is put on each phone and computer once. Its name constraints are critical: even
with its key, nobody can make those devices believe in another site.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

AUTHORITY_LASTS = timedelta(days=3650)
CERTIFICATE_LASTS = timedelta(days=397)  # browsers believe no longer one
_BACKDATED = timedelta(days=1)  # a phone's clock may be behind


def make_authority(folder: Path, hosts: Sequence[str], *, at: datetime) -> Path:
    """Make `authority.key` and `authority.pem` in `folder`; return the certificate. Refuses to overwrite."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Handrail at {hosts[0]}")])
    usage = _usage(signs_certificates=True)
    certificate = (
        _builder(name, name, key.public_key(), at, AUTHORITY_LASTS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(
            x509.NameConstraints(permitted_subtrees=_subtrees(hosts), excluded_subtrees=None), critical=True
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    _write_key(folder / "authority.key", key)
    return _write(folder / "authority.pem", certificate.public_bytes(serialization.Encoding.PEM), 0o644)


def make_certificate(folder: Path, hosts: Sequence[str], *, at: datetime) -> Path:
    """Make `house.key` and `house.pem` (certificate, then authority), signed by the folder's authority.

    Those that are there are replaced: that is how a certificate is renewed.
    """
    authority = x509.load_pem_x509_certificate((folder / "authority.pem").read_bytes())
    signer = serialization.load_pem_private_key((folder / "authority.key").read_bytes(), password=None)
    assert isinstance(signer, ec.EllipticCurvePrivateKey)
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, hosts[0])])
    certificate = (
        _builder(name, authority.subject, key.public_key(), at, CERTIFICATE_LASTS)
        .add_extension(x509.SubjectAlternativeName([_general(host) for host in hosts]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
        .sign(signer, hashes.SHA256())
    )
    chain = b"".join(one.public_bytes(serialization.Encoding.PEM) for one in (certificate, authority))
    _write_key(folder / "house.key", key)
    return _write(folder / "house.pem", chain, 0o600)


def hosts_of(path: Path) -> list[str]:
    """Return the names and addresses that a certificate is for."""
    certificate = x509.load_pem_x509_certificate(path.read_bytes())
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return [str(name.value) for name in names]


def fingerprint(path: Path) -> str:
    """Return the SHA-256 of a certificate as devices show it."""
    digest = x509.load_pem_x509_certificate(path.read_bytes()).fingerprint(hashes.SHA256())
    return digest.hex(":").upper()


def days_left(path: Path, *, at: datetime | None = None) -> int | None:
    """Return for how many days a certificate still holds (negative: ended); None for no certificate."""
    try:
        certificate = x509.load_pem_x509_certificate(path.read_bytes())
    except ValueError:
        return None
    return (certificate.not_valid_after_utc - (at or datetime.now(UTC))).days


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, at: datetime, lasts: timedelta
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - _BACKDATED)
        .not_valid_after(at - _BACKDATED + lasts)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _general(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _subtrees(hosts: Sequence[str]) -> list[x509.GeneralName]:
    """What the authority may vouch for: these names and addresses; where none is named, no address at all."""
    names: list[x509.GeneralName] = [one for host in hosts if isinstance(one := _general(host), x509.DNSName)]
    addresses = [ipaddress.ip_address(host) for host in hosts if not isinstance(_general(host), x509.DNSName)]
    nobody = [ipaddress.ip_network("0.0.0.0/32"), ipaddress.ip_network("::/128")]
    networks = [ipaddress.ip_network(address) for address in addresses] or nobody
    return [*(names or [x509.DNSName("handrail.invalid")]), *(x509.IPAddress(each) for each in networks)]


def _write_key(path: Path, key: ec.EllipticCurvePrivateKey) -> None:
    text = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    _write(path, text, 0o600)


def _write(path: Path, content: bytes, mode: int) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = path.with_name(f"{path.name}.part")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    return path
