"""`handrail migrate`: bring the database up to this version, or back to an older one.

On PostgreSQL it connects as the owner: the web role may not change tables.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations import Migration

from handrail.core.operations.versions import waiting_migrations


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--check", action="store_true", help="only say whether anything waits (exit code 1 if so)"
    )
    parser.add_argument("--plan", action="store_true", help="only list what waits, and what cannot be undone")
    parser.add_argument(
        "--back-to", nargs=2, metavar=("APP", "NUMBER"), help="undo the changes of APP after this one"
    )
    parser.add_argument("--quiet", action="store_true", help="say nothing while it goes well")
    parser.add_argument("--json", action="store_true", help="with --plan: print one JSON document")


def run(options: argparse.Namespace) -> int:
    """Migrate. 1 when --check finds something waiting, or what was asked cannot be undone."""
    database = connection.settings_dict
    if connection.vendor == "sqlite" and not settings.TESTING and not Path(database["NAME"]).parent.is_dir():
        print(f"There is no folder {settings.HANDRAIL_HOME}. Is HANDRAIL_HOME right?", file=sys.stderr)
        return 2
    waiting = waiting_migrations()
    if options.plan:
        return _say_plan(waiting, as_json=options.json)
    if options.check:
        print(f"{len(waiting)} migrations wait" if waiting else "The database is up to date")
        return 1 if waiting else 0
    if (waiting or options.back_to) and holds_records() and not options.quiet:
        print(
            "This changes the tables. To come back you need a backup that the older version made.",
            file=sys.stderr,
        )
    verbosity = 0 if options.quiet else 1
    if not options.back_to:
        call_command("migrate", verbosity=verbosity)
        return 0
    try:
        call_command("migrate", *options.back_to, verbosity=verbosity)
    except CommandError as problem:
        print(problem, file=sys.stderr)
        return 2
    except RuntimeError:  # IrreversibleError says which, in Django's words
        print(
            "One of these changes cannot be undone (docs/reference/upgrades.md). Restore a backup.",
            file=sys.stderr,
        )
        return 1
    return 0


def can_be_undone(migration: Migration) -> bool:
    return all(operation.reversible for operation in migration.operations)


def holds_records() -> bool:
    """Whether there is something to lose."""
    with connection.cursor() as cursor:
        if "core_organisation" not in connection.introspection.table_names(cursor):
            return False
        cursor.execute("SELECT 1 FROM core_organisation LIMIT 1")
        return cursor.fetchone() is not None


def _say_plan(waiting: list[Migration], *, as_json: bool) -> int:
    if as_json:
        plan = [{"id": f"{one.app_label}.{one.name}", "can_be_undone": can_be_undone(one)} for one in waiting]
        print(json.dumps(plan))
        return 0
    for one in waiting:
        print(f"{one.app_label}.{one.name}" + ("" if can_be_undone(one) else "   CANNOT BE UNDONE"))
    print(f"{len(waiting)} changes wait." if waiting else "The database is up to date.")
    return 0
