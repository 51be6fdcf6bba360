"""Where one installation lives: the folder that HANDRAIL_HOME names."""

from __future__ import annotations

import os
from pathlib import Path


def home_folder() -> Path:
    """Return the installation's folder (database, keys, files); it need not exist yet."""
    named = os.environ.get("HANDRAIL_HOME")
    return Path(named).expanduser().resolve() if named else Path.home() / ".handrail"


def is_demo(home: Path) -> bool:
    """Return whether this installation was built as a demonstration.

    The mark is written once, when the demo builds an empty folder, and no setting or environment
    variable can add it to an installation that already holds records.
    """
    return (home / DEMO_MARK).is_file()


DEMO_MARK = "demonstration"


def restore_under_way() -> bool:
    """Return whether a restore into the installation's folder was begun and has not ended."""
    return (home_folder() / "restore-under-way.json").is_file()
