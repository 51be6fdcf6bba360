"""What the system page says of each part."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

PARTS = {
    "database": _("Database"),
    "migrations": _("Tables of this version"),
    "log": _("Log sealed"),
    "jobs": _("Jobs move"),
    "disk": _("Room on the disk"),
    "clock": _("Clock"),
}
UNWELL = {
    "database": _("The database does not answer"),
    "migrations": _("The tables are of another version"),
    "log": _("The log has waited for its seal for more than five minutes"),
    "jobs": _("Jobs do not move"),
    "disk": _("The disk is almost full"),
    "clock": _("The clock is behind the log"),
}
MEND = {
    "database": _("Ask who runs the server to look at the database."),
    "migrations": _("Ask who runs the server to run: handrail migrate"),
    "log": _(
        "Until it is sealed, a removed event would not be noticed. Ask who runs the server to start the "
        "sealer (it runs beside handrail serve), or to run: handrail seal"
    ),
    "jobs": _(
        "A file that somebody brought in may wait for hours. Ask who runs the server to start the worker, "
        "then to run: handrail doctor --mend"
    ),
    "disk": _("Soon nothing can be saved. Ask who runs the server to free space."),
    "clock": _(
        "Something was logged at a time that is still to come. Ask who runs the server to set the clock: "
        "deadlines and codes for signing in depend on it."
    ),
}
LOW = _("The disk fills up: less than 2 GB are free")
