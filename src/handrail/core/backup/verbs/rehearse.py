"""`handrail rehearse`: restore a backup into a scratch place, compare it, and throw the place away."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from handrail.core.backup.opening import find_source
from handrail.core.backup.rehearsing import DATABASE_VARIABLE, must_be_empty, rehearse, remember
from handrail.core.backup.verbs.backup import lock
from handrail.core.backup.verbs.words import PROBLEMS, add_opening_arguments, asked_passphrase, refused, say
from handrail.core.vault.alone import alone


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "data", type=Path, metavar="FILE|FOLDER", help="the backup, or a folder: its newest is taken"
    )
    add_opening_arguments(parser)
    parser.add_argument(
        "--database",
        metavar="URL",
        help="rehearse on an empty PostgreSQL, as its owner; better in "
        f"{DATABASE_VARIABLE}, which no list of processes shows (else: on a SQLite file)",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    """Rehearse; 1 when the restored installation was not as it should be, 2 when there was none."""
    typed: list[str] = []
    database = options.database or os.environ.get(DATABASE_VARIABLE)

    def passphrase() -> str:
        typed.append(asked_passphrase(options))
        return typed[0]

    try:
        # Opens the key once here, so that the passphrase is asked for before the long work.
        source = find_source(options.data, options.keys, options.identity, passphrase)
        if database:
            must_be_empty(database)
        say("restore into a scratch place")
        arguments = ["--keys", str(source.keys)]
        arguments += ["--identity", str(options.identity)] if options.identity else []
        arguments += ["--accept-older-keys"] if options.accept_older_keys else []
        with alone(lock()):
            code, report, said = rehearse(
                source.data, arguments, passphrase=typed[0] if typed else None, database=database
            )
    except PROBLEMS as problem:
        return refused(problem, "Nothing was rehearsed.")
    remember(source.data, sound=code == 0)
    if code not in (0, 1) or not report:
        print(said, file=sys.stderr, end="")
        print("The rehearsal FAILED: this backup could not be restored.", file=sys.stderr)
        return 2
    print(json.dumps(report) if options.json else in_words(report, database=bool(database)))
    return code


def in_words(report: dict[str, Any], *, database: bool) -> str:
    lines = [
        f"Restored into a scratch place and compared: {report['tables']} tables, {report['rows']} rows, each "
        f"as the backup says; {report['files']} files; the log up to entry {report['log_position']}.",
        f"Opened as a page would: {report['opened_persons']} persons, {report['opened_files']} files.",
    ]
    lines += [f"NOT as it should be: {count} {what}." for what, count in wrong_in(report) if count]
    lines.append("The scratch folder is removed." + (" Now drop that database." if database else ""))
    if report["sound"]:
        lines.append("All is well.")
    return "\n".join(lines)


def wrong_in(report: dict[str, Any]) -> list[tuple[str, int]]:
    return [
        ("files are lost", len(report["lost_files"])),
        ("records or files did not open", report["not_opened"]),
        ("persons have no key", report["without_key"]),
        ("damages in the log", report["log_findings"]),
    ]
