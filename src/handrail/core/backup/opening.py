"""Looking at a backup before anything is done with it: whose it is, of when, and whether it fits here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db.migrations.loader import MigrationLoader

from handrail import __version__
from handrail.core.backup.archive import About, Read, read_archive
from handrail.core.backup.places import DATA, KEYS, PASSPHRASE, names_in
from handrail.core.backup.problems import BackupProblem
from handrail.core.vault.agestreams import Identity, read_identities, unlocked_stream
from handrail.core.vault.mastering import master_key_of
from handrail.core.vault.problems import KeyFileProblem, NotAnIdentity, WrongMasterKey


@dataclass(frozen=True)
class Source:
    """The two files of a restore and the keys that open them."""

    data: Path
    keys: Path
    identities: list[Identity]

    @contextmanager
    def read(self, path: Path) -> Iterator[Iterator[Read]]:
        with (
            path.open("rb") as locked,
            unlocked_stream(locked, self.identities) as plain,
            closing(read_archive(plain)) as reads,
        ):
            yield reads

    def about(self, path: Path) -> About:
        """Return the first member. Raises `CannotUnlock`, `Damaged`, `BackupProblem`."""
        with self.read(path) as reads:
            first = next(reads)
        assert isinstance(first, About)
        return first


def find_source(
    data: Path, keys: Path | None, identity: Path | None, passphrase: Callable[[], str]
) -> Source:
    """Return what a restore reads. Without `keys`, the newest file of keys beside the data is taken.

    `data` may also be a folder: its newest backup is taken. Without `identity`, the key beside the data that
    a passphrase opens. Raises `BackupProblem`, `CannotUnlock`.
    """
    data = _newest(data, DATA) if data.is_dir() else data
    if not data.exists():
        raise BackupProblem("no-file", f"{data} is not there.", "Name the file that ends with .data.age.")
    beside = keys or data.parent
    own = data.with_name(data.name.removesuffix(DATA) + KEYS)
    if beside.is_dir():
        keys = (
            own if keys is None and own.exists() and _is_named(own) else _newest(beside, KEYS, data.name[:18])
        )
    if keys is None or not keys.exists():
        raise BackupProblem("no-file", f"{keys} is not there.", "Name the file of keys: --keys FILE.")
    identity = identity or data.parent / PASSPHRASE
    try:
        content = identity.read_bytes()
    except FileNotFoundError:
        raise BackupProblem(
            "no-identity",
            f"nothing opens the backup: {identity} is not there.",
            "Give the file with the secret key: --identity FILE.",
        ) from None
    try:
        return Source(data, keys, read_identities(content, passphrase))
    except NotAnIdentity as problem:
        raise BackupProblem("no-identity", f"{identity}: {problem}.", "Give another file.") from None


def check_source(data: About, keys: About, *, accept_older_keys: bool) -> None:
    """Raise `BackupProblem` unless the two files are of one installation and can be restored here."""
    if data.part != "data" or keys.part != "keys":
        raise BackupProblem(
            "wrong-part",
            f"the first file holds {data.part} and the second {keys.part}.",
            "Name the file that ends with .data.age, and after --keys the one that ends with .keys.age.",
        )
    if data.installation != keys.installation:
        raise BackupProblem(
            "two-installations",
            "the data and the keys are of two installations.",
            "Name the file of keys that belongs to the data: --keys FILE.",
        )
    if keys.at < data.at and not accept_older_keys:
        raise BackupProblem(
            "older-keys",
            f"the keys are of {keys.at} and the data of {data.at}: who came in between would have no key.",
            "Name a later file of keys; if there is none, add --accept-older-keys: they stay unreadable.",
        )
    for about in (data, keys):
        _check_schema(about)
    _check_master_keys(keys)


def _check_schema(about: About) -> None:
    loader = MigrationLoader(None)
    known = set(loader.disk_migrations)
    newer = sorted(set(about.migrations) - known)
    if newer:
        app, name = newer[0]
        raise BackupProblem(
            "newer-schema",
            f"the backup was made by Handrail {about.handrail}, whose tables are newer: this one "
            f"({__version__}) does not know {app}.{name}.",
            f"Install Handrail {about.handrail} or later, and restore with that.",
        )


def _check_master_keys(keys: About) -> None:
    for id in keys.master_keys:
        try:
            master_key_of(id)
        except WrongMasterKey as problem:
            raise BackupProblem(
                "wrong-master-key",
                f"master key {problem.wanted} wrapped the keys, and {problem.given} is at hand.",
                "Give the master key of that time: --master-key FILE. It is the one that the custodians kept "
                "when the backup of the keys was made.",
            ) from None
        except KeyFileProblem as problem:
            raise BackupProblem(
                "no-master-key",
                f"without the master key nothing in the backup can be read ({problem.why}).",
                "Give it: --master-key FILE. A backup never holds it; the custodians do.",
            ) from None


def _newest(folder: Path, suffix: str, prefix: str = "handrail-") -> Path:
    """Return the newest file by the moment in its name; by its own time where there is no such name."""

    def age(name: str) -> tuple[str, float]:
        stamp = name.split("-")[2] if name.startswith("handrail-") and name.count("-") == 3 else ""
        return stamp, (folder / f"{name}{suffix}").stat().st_mtime

    names = names_in(folder, suffix)
    ours = [name for name in names if name.startswith(prefix)]
    for found in sorted(ours or names, key=age)[-1:]:
        return folder / f"{found}{suffix}"
    mend = "Name the file."
    if suffix == KEYS:
        mend = "Name the folder that backups keep their keys in (handrail backup --keys-to): --keys FOLDER."
    elif below := [path.name for path in sorted(folder.iterdir()) if path.is_dir() and names_in(path, DATA)]:
        mend = f"Backups lie in {folder / below[0]}: name that."
    raise BackupProblem("no-file", f"no file in {folder} ends with {suffix}.", mend)


def _is_named(path: Path) -> bool:
    return not path.name.startswith("handrail-")
