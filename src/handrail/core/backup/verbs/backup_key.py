"""`handrail backup-key`: for whom backups are locked."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from django.db import transaction

from handrail.core.audit import record
from handrail.core.backup import settings
from handrail.core.backup.verbs.words import PROBLEMS, chosen_passphrase, refused


def add_arguments(parser: argparse.ArgumentParser) -> None:
    how = parser.add_mutually_exclusive_group()
    how.add_argument(
        "--passphrase",
        action="store_true",
        help="lock backups so that a passphrase opens them (asked for twice)",
    )
    how.add_argument("--new", type=Path, metavar="FILE", help="make a secret key in FILE, to be carried away")
    how.add_argument("--add", metavar="AGE1...", help="add a public key that somebody made (age or SSH)")
    how.add_argument("--list", action="store_true", help="list the public keys (the default)")
    parser.add_argument(
        "--passphrase-file", type=Path, metavar="FILE", help="a file whose first line is the passphrase"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    """Add a key or list them; 2 with words when a key is none, or a file is there already."""
    try:
        words = _added(options)
    except PROBLEMS as problem:
        return refused(problem, "Nothing was changed.")
    if words:
        with transaction.atomic():
            record(action="core:backup-key:added", kind="backup", ids=[], actor=None, organisation=None)
    if options.json:
        print(json.dumps([{"id": key} for key in settings.recipients()]))
    else:
        keys = "\n".join(f"  {key}" for key in settings.recipients()) or "  nobody yet: no backup can be made"
        print(f"{words}Backups are locked for:\n{keys}")
    return 0


def _added(options: argparse.Namespace) -> str:
    if options.passphrase:
        settings.use_passphrase(chosen_passphrase(options))
        return (
            "The passphrase opens every backup from now on. Write it on paper, twice, and keep the papers "
            "where the master key is kept. Nobody can find it out again.\n"
        )
    if options.new:
        settings.make_key_file(options.new)
        return (
            f"{options.new} opens every backup from now on. Carry it away from this machine, and keep a "
            "second copy elsewhere.\n"
        )
    if options.add:
        settings.add_recipient(options.add.strip(), "added")
        return "Added.\n"
    return ""
