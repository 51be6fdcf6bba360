"""What the page of backups says of each concern."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

TITLES = {
    "no-recipient": _("Nobody could open a backup"),
    "no-backup": _("There is no backup"),
    "backup-old": _("The last good backup is %(number)s days old"),
    "files-missing": _("The last backup misses %(number)s files"),
    "rehearsal-unsound": _("The last rehearsal was not as it should be"),
    "never-rehearsed": _("Nobody has tried whether a backup can be restored"),
    "rehearsal-old": _("The last rehearsal was %(number)s days ago"),
    "keys-overdue": _("%(number)s files of keys have aged out and are still there"),
    "retired-master-key": _("An old master key still lies on the server"),
}
MEND = {
    "no-recipient": _(
        "It has to be decided who opens backups. Ask who runs the server to run: "
        "handrail backup-key --passphrase"
    ),
    "no-backup": _(
        "If this machine is lost today, everything is lost. Ask who runs the server to run: handrail backup"
    ),
    "backup-old": _(
        "What was written since then exists only here. Ask who runs the server why none was made."
    ),
    "files-missing": _(
        "The disk of the server has lost them. Ask who runs the server to look into older backups."
    ),
    "rehearsal-unsound": _(
        "That backup does not bring back what it should. Ask who runs the server for a new one, and to "
        "rehearse it."
    ),
    "never-rehearsed": _("Ask who runs the server to run: handrail rehearse. It changes nothing."),
    "rehearsal-old": _("Ask who runs the server to run: handrail rehearse. It changes nothing."),
    "keys-overdue": _(
        "Until they are removed, somebody who was erased could be brought back. Ask who keeps the backups to "
        "plug that stick in when the next backup is made, or to destroy the files."
    ),
    "retired-master-key": _(
        "Ask who runs the server to move it to where the backups from its time are kept."
    ),
}
GRAVE = frozenset({"no-backup", "files-missing", "rehearsal-unsound"})
