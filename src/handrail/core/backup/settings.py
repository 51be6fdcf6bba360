"""What an installation has decided about its backups: for whom they are locked, and how long they are kept.

Everything lies in `$HANDRAIL_HOME/backup/`: `recipients` (public keys), `passphrase.age` (the key that a
passphrase opens; a copy goes with every backup), `retention.yaml`.
"""

from __future__ import annotations

import re
from dataclasses import fields
from importlib import resources
from pathlib import Path

import yaml
from django.conf import settings

from handrail.core.backup.domain.retention import Retention
from handrail.core.backup.problems import BackupProblem
from handrail.core.vault.agestreams import check_recipients, lock_identity, new_identity
from handrail.core.vault.problems import UnknownRecipient

SHORTEST_PASSPHRASE = 16
_CARRIED = {"installation.toml", "backup/retention.yaml", "backup/recipients", "backup/passphrase.age"}
_RULES = re.compile(r"[a-z][a-z0-9-]*\.yaml")  # an installation's own deadlines, times for keeping


def home() -> Path:
    return Path(settings.HANDRAIL_HOME)


def folder() -> Path:
    return home() / "backup"


def is_carried(path: str) -> bool:
    """Whether a file of the folder goes with the data: what somebody decided, no key and no address."""
    return path in _CARRIED or bool(_RULES.fullmatch(path))


def carried() -> list[str]:
    """Return the files that go with the data, by their path in the folder."""
    there = [path.relative_to(home()).as_posix() for path in (*home().glob("*"), *folder().glob("*"))]
    return sorted(path for path in there if is_carried(path) and (home() / path).is_file())


def recipients_path() -> Path:
    return folder() / "recipients"


def passphrase_path() -> Path:
    return folder() / "passphrase.age"


def recipients() -> list[str]:
    """Return the public keys that backups are locked for; none when nobody has decided it yet."""
    if not recipients_path().exists():
        return []
    lines = (line.split("#")[0].strip() for line in recipients_path().read_text("utf-8").splitlines())
    return [line for line in lines if line]


def add_recipient(text: str, note: str) -> None:
    """Add a public key. Raises `BackupProblem` for what is none."""
    try:
        check_recipients([text])
    except UnknownRecipient as problem:
        raise BackupProblem(
            "unknown-recipient", str(problem), "Give the public key, not the secret one."
        ) from None
    if text not in recipients():
        folder().mkdir(parents=True, exist_ok=True, mode=0o700)
        with recipients_path().open("a", encoding="utf-8") as file:
            file.write(f"{text}  # {note}\n")


def make_key_file(path: Path) -> str:
    """Make a key that opens backups, in a file to be carried away; return its public key.

    Raises `BackupProblem` when the file is there already.
    """
    public, text = new_identity()
    try:
        with path.open("x", encoding="ascii") as file:
            path.chmod(0o600)
            file.write(text)
    except FileExistsError:
        raise BackupProblem("file-exists", f"{path} is there already.", "Choose a new name.") from None
    add_recipient(public, "made by handrail backup-key")
    return public


def use_passphrase(passphrase: str) -> str:
    """Lock the backups from now on so that a passphrase opens them; return the public key.

    Raises `BackupProblem` for one that is short, or when there is one already: older backups need that one.
    """
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise BackupProblem(
            "short-passphrase",
            f"the passphrase has fewer than {SHORTEST_PASSPHRASE} letters.",
            "Take six words that have nothing to do with each other.",
        )
    if passphrase_path().exists():
        raise BackupProblem(
            "file-exists",
            f"{passphrase_path()} is there already.",
            "Move it to where the older backups are, take its line out of `recipients`, and call this again.",
        )
    public, text = new_identity()
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = passphrase_path().with_suffix(".part")
    unfinished.write_bytes(lock_identity(text, passphrase))
    unfinished.replace(passphrase_path())
    add_recipient(public, "opened by the passphrase")
    return public


def retention() -> Retention:
    """Return how long backups are kept. Raises `BackupProblem` for a wrong file of the installation's own."""
    text = resources.files("handrail.core.backup").joinpath("data/retention.yaml").read_text("utf-8")
    values = yaml.safe_load(text)
    own = folder() / "retention.yaml"
    names = [field.name for field in fields(Retention)]
    if own.exists():
        changed = yaml.safe_load(own.read_text("utf-8")) or {}
        wrong = [
            name
            for name, value in (changed.items() if isinstance(changed, dict) else [("?", 0)])
            if name not in names or not isinstance(value, int) or value < 1
        ]
        if wrong:
            raise BackupProblem(
                "wrong-retention",
                f"{own}: {', '.join(map(str, wrong))}: every line is one of {', '.join(names)} and a whole "
                "number of at least 1.",
                "Mend that line.",
            )
        values |= changed
    return Retention(**{name: values[name] for name in names})
