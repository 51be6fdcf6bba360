"""`handrail check`: name each weakness of how this installation is set up, and how to mend it."""

from __future__ import annotations

import argparse
import json
import sys

from django.conf import settings

from handrail.core.operations.running import Found, check
from handrail.core.registry import Gravity

HEADINGS = {Gravity.BAD: "BAD", Gravity.WARNING: "Warning", Gravity.NOTE: "Note"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON document: a list of findings")


def run(options: argparse.Namespace) -> int:
    """Print what was found; 1 when something is bad. A demonstration is one, and never bad for being one."""
    found = check()
    if options.json:
        print(json.dumps([one.as_json() for one in found], indent=2))
    else:
        print(f"Looked at {settings.HANDRAIL_HOME}")
        print_found(found)
        if not found:
            print("Nothing to mend.")
    return 1 if any(one.gravity is Gravity.BAD for one in found) else 0


def print_found(found: list[Found]) -> None:
    """Print findings, the gravest first."""
    order = list(HEADINGS)
    for one in sorted(found, key=lambda each: order.index(each.gravity)):
        print(f"\n{HEADINGS[one.gravity]} ({one.id}): {one.says}")
        for detail in one.details:
            if detail:
                print(f"    {detail}")
        if one.more:
            print(f"    and {one.more} more")
        if one.mended is not None:
            print(f"  Mended: {one.mended}")
        else:
            print(f"  Mend: {one.mend}")
    sys.stdout.flush()
