"""The installation's own key: for second factors, and to prove that a backup is one of ours.

An installation begins with a key derived from its first master key, and no row. The first change of the
master key writes that same key down, wrapped by the new one: what was sealed before stays as it is.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field

from handrail.core.vault.boxes import Box, subkey
from handrail.core.vault.keyfiles import MasterKey, master_key
from handrail.core.vault.mastering import master_key_of
from handrail.core.vault.models import InstallationKey


@dataclass(frozen=True, slots=True)
class InstallationSecret:
    """The opened key; `id` names it in what it has sealed."""

    id: str
    secret: bytes = field(repr=False)


def installation_secret() -> InstallationSecret:
    """Return the installation's key. Raises `KeyFileProblem`, `WrongMasterKey`, `Damaged`."""
    # The master key is read before the row: a rotation writes the row before it changes the master key.
    current = master_key()
    row = InstallationKey.objects.first()
    if row is None:
        return _derived(current)
    return InstallationSecret(row.key_id, unwrapped_installation_key(row, master_key_of(row.master_key_id)))


def installation_mac(purpose: str, message: bytes) -> str:
    """Return HMAC-SHA256 of a message under the installation's key (hexadecimal): proof that it is ours."""
    key = subkey(installation_secret().secret, "mac", purpose)
    return hmac.new(key, message, "sha256").hexdigest()


def write_installation_key(master: MasterKey) -> None:
    """Write the derived key down, wrapped by the master key that it comes from; once is enough."""
    if not InstallationKey.objects.exists():
        key = _derived(master)
        row = InstallationKey(key_id=key.id, master_key_id=master.id)
        row.wrapped = wrapped_installation_key(row, key.secret, master)
        row.save(force_insert=True)


def unwrapped_installation_key(row: InstallationKey, master: MasterKey) -> bytes:
    return Box(subkey(master.secret, "wrap")).open(bytes(row.wrapped), "installation-key", row.key_id)


def wrapped_installation_key(row: InstallationKey, secret: bytes, master: MasterKey) -> bytes:
    return Box(subkey(master.secret, "wrap")).seal(secret, "installation-key", row.key_id)


def _derived(master: MasterKey) -> InstallationSecret:
    return InstallationSecret(master.id, subkey(master.secret, "installation-values"))
