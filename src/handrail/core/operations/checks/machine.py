"""Weaknesses of the machine: who may read the files, the disk, the clock."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from handrail.core import vault
from handrail.core.operations.health import DISK_WARNING, clock_is_plausible, free_bytes
from handrail.core.registry import Check, Gravity
from handrail.core.vault.certificates import days_left

NETWORK_FILE_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "glusterfs", "ceph"}
)
CLOCK_NOT_SET = 5  # adjtimex(2): TIME_ERROR


def home() -> Path:
    return Path(settings.HANDRAIL_HOME)


def open_files() -> Iterator[str]:
    """Yield what other accounts of the machine may read or change."""
    if os.name != "posix" or not home().stat().st_mode & 0o077:
        return  # nobody else gets into the folder
    yield str(home())
    kept = [home() / "keys", home() / "files", home() / "owner", home() / "installation.toml"]
    kept += [*home().glob("*.sqlite3*"), *(home() / "keys").glob("*"), *(home() / "owner").glob("*")]
    for path in kept:
        if path.exists() and path.stat().st_mode & 0o077:
            yield str(path)


def runs_as_root() -> Iterator[str]:
    if os.name == "posix" and os.geteuid() == 0:
        yield ""


def database_on_a_network_disk() -> Iterator[str]:
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        kind = file_system_of(home())
        if kind in NETWORK_FILE_SYSTEMS:
            yield kind


def master_key_beside_data() -> Iterator[str]:
    path = vault.master_key_path()
    if path.is_file() and path.resolve().is_relative_to(home().resolve()):
        yield str(path)


def disk_not_known_to_be_encrypted() -> Iterator[str]:
    if not on_encrypted_disk(home()):
        yield str(home())


def disk_fills_up() -> Iterator[str]:
    free = free_bytes()
    if free < DISK_WARNING:
        yield f"{free // 1024 // 1024} MB are free"


def clock_behind_log() -> Iterator[str]:
    if not clock_is_plausible():
        yield ""


def clock_not_kept() -> Iterator[str]:
    if sys.platform == "linux":
        state = ctypes.CDLL(None, use_errno=True).adjtimex(ctypes.create_string_buffer(512))
        if state == CLOCK_NOT_SET:
            yield "the system says that nobody keeps it"


def certificate_ends() -> Iterator[str]:
    for path in sorted((home() / "tls").glob("*.pem")):
        days = days_left(path)
        if days is not None and days < 21:
            yield f"{path.name}: {days} days left" if days >= 0 else f"{path.name}: ended"


def file_system_of(path: Path, mounts: str = "/proc/self/mountinfo") -> str:
    """Return the kind of file system that holds `path`, "" where the system does not tell."""
    return _mount_of(path, mounts)[1]


def on_encrypted_disk(
    path: Path, mounts: str = "/proc/self/mountinfo", blocks: str = "/sys/dev/block"
) -> bool:
    """Return whether the disk under `path` is known to be encrypted (dm-crypt on Linux, or memory alone)."""
    device, kind = _mount_of(path, mounts)
    if kind in ("tmpfs", "ramfs"):
        return True
    return bool(device) and _encrypted_below(Path(blocks) / device)


def _encrypted_below(block: Path, depth: int = 0) -> bool:
    uuid = block / "dm" / "uuid"
    if uuid.is_file() and uuid.read_text().startswith("CRYPT-"):
        return True
    below = list((block / "slaves").glob("*")) if depth < 8 else []
    return bool(below) and all(_encrypted_below(one.resolve(), depth + 1) for one in below)


def _mount_of(path: Path, mounts: str) -> tuple[str, str]:
    """Return the device number and the kind of the innermost mount that holds `path`."""
    try:
        lines = Path(mounts).read_text().splitlines()
    except OSError:
        return "", ""
    best, found = "", ("", "")
    for line in lines:
        fields, _, rest = line.partition(" - ")
        parts = fields.split()
        point = parts[4].replace("\\040", " ")
        if path.resolve().is_relative_to(point) and len(point) >= len(best):
            best, found = point, (parts[2], rest.split()[0])
    return found


CHECKS = (
    Check(
        "files-open",
        Gravity.BAD,
        "Other accounts of this machine may read what is kept here.",
        "Run: chmod -R go= on each of them, as the account that runs Handrail.",
        open_files,
        110,
    ),
    Check(
        "root",
        Gravity.WARNING,
        "It runs as the system's administrator: one mistake of ours opens the machine.",
        "Run it as an account of its own (deploy/systemd does).",
        runs_as_root,
        120,
    ),
    Check(
        "sqlite-network",
        Gravity.BAD,
        "The SQLite file lies on a network disk, where it breaks.",
        "Put HANDRAIL_HOME on a disk of this machine, or use PostgreSQL.",
        database_on_a_network_disk,
        130,
    ),
    Check(
        "master-key-beside-data",
        Gravity.WARNING,
        "The master key lies beside what it locks.",
        "Name a place apart in HANDRAIL_MASTER_KEY_FILE, as deploy/systemd does, so that no copy of this "
        "folder holds both. On a laptop encrypt the disk instead.",
        master_key_beside_data,
        140,
    ),
    Check(
        "disk-encryption",
        Gravity.WARNING,
        "The disk is not known to be encrypted.",
        "Encrypt the whole disk (LUKS, BitLocker, FileVault). Perhaps it is, and this machine cannot tell.",
        disk_not_known_to_be_encrypted,
        150,
    ),
    Check(
        "disk-full",
        Gravity.WARNING,
        "The disk fills up.",
        "Free space, or give the folder a larger disk.",
        disk_fills_up,
        160,
    ),
    Check(
        "clock-behind",
        Gravity.BAD,
        "The clock is behind the log: something was logged later than now.",
        "Set the clock and keep it with NTP: deadlines and codes for signing in depend on it.",
        clock_behind_log,
        170,
    ),
    Check(
        "clock-free",
        Gravity.WARNING,
        "Nothing keeps the clock right.",
        "Switch time synchronisation on (timedatectl set-ntp true). In a container the host keeps it.",
        clock_not_kept,
        171,
    ),
    Check(
        "certificate",
        Gravity.BAD,
        "The certificate ends soon, and then nobody gets in.",
        "Make it again: handrail make-certificate --renew",
        certificate_ends,
        180,
    ),
)
