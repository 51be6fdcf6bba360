"""`handrail backup`: take a backup while people work, read it back, remove what has aged out."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from django.conf import settings
from django.utils.timezone import localtime

from handrail.core.backup.state import erasure_final_at
from handrail.core.backup.taking import Taken, take_backup
from handrail.core.backup.verbs.words import PROBLEMS, refused, steps_said
from handrail.core.clock import now
from handrail.core.vault.alone import alone


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--to",
        type=Path,
        required=True,
        metavar="FOLDER|FILE.age",
        help="a folder that keeps many backups (files are copied once), or one file that holds everything",
    )
    parser.add_argument(
        "--keys-to",
        type=Path,
        metavar="FOLDER",
        help="another folder for the file of keys (else: beside the data)",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    """Take it; 1 when files of the installation were missing, 2 when there is no backup now."""
    try:
        with alone(lock()):
            taken = take_backup(options.to.expanduser(), keys_to=options.keys_to, step=steps_said())
        final = erasure_final_at(now(), now())
    except PROBLEMS as problem:
        return refused(problem, "There is NO new backup. Those from before are as they were.")
    document = {
        "id": str(taken.id),
        "at": taken.at.isoformat(),
        "data": str(taken.data),
        "keys": str(taken.keys),
        "rows": taken.rows,
        "files": taken.files,
        "copied": taken.copied,
        "missing": [str(id) for id in taken.missing],
        "log_position": taken.log_position,
        "removed": taken.removed,
        "erasures_final_at": final.at.isoformat(),
        "keys_overdue": list(final.overdue),
    }
    print(json.dumps(document) if options.json else in_words(taken, document["erasures_final_at"]))
    return 1 if taken.missing else 0


def lock() -> Path:
    return Path(settings.HANDRAIL_HOME) / "tmp" / "backup.lock"


def in_words(taken: Taken, final: object) -> str:
    lines = [
        f"Backed up and read back: {taken.rows} rows, {taken.files} files ({taken.copied} of them new).",
        f"  data  {taken.data}",
        f"  keys  {taken.keys}",
    ]
    if taken.missing:
        lines.append(
            f"{len(taken.missing)} files are missing on the disk of this installation. They are not in the "
            "backup: look for them in an older one."
        )
    if taken.removed:
        lines.append(f"Removed, because they had aged out: {', '.join(taken.removed)}.")
    at = localtime(erasure_final_at(taken.at, taken.at).at)
    lines.append(
        f"Whoever is erased now is beyond recall from {at:%d %B %Y %H:%M} on, when these keys age out."
    )
    lines.append("The master key is NOT in the backup. Without it nothing in it can be read.")
    return "\n".join(lines)
