"""What backups add to the house: a page, and findings for the doctor."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.utils.translation import gettext_lazy as _

from handrail.core.backup.state import backup_warnings
from handrail.core.clock import now
from handrail.core.registry import Examination, Gravity, NavItem, examinations, nav_items

# concern -> how grave, what the doctor says of it, and what to do
FINDINGS: dict[str, tuple[Gravity, str, str]] = {
    "no-recipient": (
        Gravity.WARNING,
        "Nobody could open a backup.",
        "Run: handrail backup-key --passphrase",
    ),
    "no-backup": (Gravity.WARNING, "There is no backup.", "Run: handrail backup --to FOLDER"),
    "backup-old": (
        Gravity.WARNING,
        "The last good backup is old.",
        "Run: handrail backup --to FOLDER. If it runs by itself, find out why it does not.",
    ),
    "files-missing": (
        Gravity.BAD,
        "The last backup misses files that the disk has lost.",
        "Look for them in older backups: handrail restore brings back what the folder has.",
    ),
    "rehearsal-unsound": (
        Gravity.BAD,
        "The last rehearsal of a backup was not as it should be.",
        "Take a new backup and rehearse that: handrail rehearse FOLDER",
    ),
    "never-rehearsed": (
        Gravity.WARNING,
        "No backup was ever rehearsed: nobody knows whether one can be restored.",
        "Run: handrail rehearse FOLDER",
    ),
    "rehearsal-old": (
        Gravity.WARNING,
        "The last rehearsal of a backup is long ago.",
        "Run: handrail rehearse FOLDER",
    ),
    "keys-overdue": (
        Gravity.WARNING,
        "Files of keys have aged out and are still there: erasures are not final.",
        "Take a backup into the folder that holds them; it removes them. Or remove them by hand first.",
    ),
    "retired-master-key": (
        Gravity.NOTE,
        "A retired master key lies in the folder keys.",
        "Keep it with the backups from its time, off this machine; when those are gone: "
        "handrail rotate-master-key --forget FILE",
    ),
}


def register() -> None:
    nav_items.add(NavItem("backups", _("Backups"), "backups", ("core:system:read",), 96))
    for number, (code, (gravity, damage, to_do)) in enumerate(FINDINGS.items()):
        examinations.add(
            Examination(f"backup-{code}", gravity, damage, to_do, _looking_for(code), 80 + number)
        )


def _looking_for(code: str) -> Callable[[], Iterator[str]]:
    def look() -> Iterator[str]:
        for concern in backup_warnings(now()):
            if concern.code == code:
                yield ", ".join(concern.names) or (f"{concern.number}" if concern.number else "")

    return look
