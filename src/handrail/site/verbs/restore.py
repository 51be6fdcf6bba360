"""`handrail restore`: bring an installation back into an empty folder (and an empty PostgreSQL)."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from handrail.site.home import restore_under_way

if TYPE_CHECKING:
    from handrail.core.backup.restoring import Restored


def add_arguments(parser: argparse.ArgumentParser) -> None:
    from handrail.core.backup.verbs.words import add_opening_arguments

    parser.add_argument(
        "data", type=Path, metavar="FILE|FOLDER", help="the backup, or a folder: its newest is taken"
    )
    parser.add_argument(
        "--home", type=Path, required=True, metavar="FOLDER", help="the new installation's folder"
    )
    add_opening_arguments(parser)
    parser.add_argument(
        "--master-key",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="the master key, which no backup holds; copied to keys/master.key (repeated: older ones)",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    """Restore; 1 when it is back but not as it should be, 2 when it is not back."""
    os.environ["HANDRAIL_HOME"] = str(options.home.expanduser().resolve())
    from handrail.site.cli import be_owner, set_up_django

    if not be_owner():
        return 2
    set_up_django()
    from django.db import DatabaseError

    from handrail.core.backup.opening import find_source
    from handrail.core.backup.restoring import restore
    from handrail.core.backup.verbs.words import PROBLEMS, asked_passphrase, refused, steps_said

    try:
        source = find_source(
            options.data.expanduser(), options.keys, options.identity, lambda: asked_passphrase(options)
        )
        restored = restore(
            source,
            step=steps_said(),
            master_keys=options.master_key,
            accept_older_keys=options.accept_older_keys,
        )
    except PROBLEMS as problem:
        return refused(problem, _what_stands(options.home))
    except DatabaseError as problem:
        print(f"The database refused: {str(problem).strip().splitlines()[0]}", file=sys.stderr)
        print(_what_stands(options.home), file=sys.stderr)
        return 2
    print(json.dumps(as_json(restored)) if options.json else in_words(restored, options.home))
    return 0 if restored.sound else 1


def _what_stands(home: Path) -> str:
    if restore_under_way():
        return f"The restore has not ended: until it has, no verb works in {home}. The same command goes on."
    return "Nothing is restored yet."


def as_json(restored: Restored) -> dict[str, object]:
    return {
        "backup": str(restored.backup),
        "at": restored.at,
        "tables": restored.tables,
        "rows": restored.rows,
        "files": restored.files,
        "lost_files": [str(id) for id in restored.lost_files],
        "erased_again": restored.erased,
        "without_key": restored.without_key,
        "log_findings": restored.log_findings,
        "log_position": restored.log_position,
        "opened_persons": restored.sample.persons,
        "opened_files": restored.sample.files,
        "not_opened": restored.sample.failed,
        "sound": restored.sound,
    }


def in_words(restored: Restored, home: Path) -> str:
    lines = [
        f"Restored the backup of {restored.at}: {restored.tables} tables, {restored.rows} rows, each as the "
        f"backup says; {restored.files} files.",
        f"The log ends at entry {restored.log_position} and "
        + (
            "is whole."
            if not restored.log_findings
            else f"has {restored.log_findings} DAMAGES: run handrail export-log."
        ),
        f"Opened as a page would: {restored.sample.persons} persons, {restored.sample.files} files"
        + (f"; {restored.sample.failed} did NOT open." if restored.sample.failed else "."),
    ]
    if restored.erased:
        lines.append(f"{restored.erased} persons who were erased after the backup were erased again.")
    if restored.lost_files:
        lines.append(
            f"{len(restored.lost_files)} files are LOST: the folder `files` beside the backup does not have "
            "them whole. Put its copy back and look for them in other backups."
        )
    if restored.without_key:
        lines.append(f"{restored.without_key} persons have no key in this file of keys and stay unreadable.")
    lines.append(
        "What happened after the backup is gone, also from the log: tell whoever keeps checkpoints of it."
    )
    lines.append(f"Everybody signs in again. Start it with: HANDRAIL_HOME={home} handrail serve")
    return "\n".join(lines)
