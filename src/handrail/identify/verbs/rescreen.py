"""`handrail rescreen`: which screenings would come to something else under the instrument of today."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict

from handrail.core import audit
from handrail.identify.screenings.reconsidering import reconsider

WRONG_USE = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reason", required=True, metavar="CODE", help="why, as a code; it is logged")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")


def run(options: argparse.Namespace) -> int:
    """0: none differs. 1: some do; they are listed by id, and nothing is changed. 2: wrong use."""
    try:
        audit.record(
            action="identify:screening:reconsidered",
            kind="screening",
            ids=[],
            actor=None,
            organisation=None,
            reason=options.reason,
        )
    except audit.WrongWord as problem:
        print(problem, file=sys.stderr)
        return WRONG_USE
    found = list(reconsider(_progress))
    if options.json:
        lines = [{key: _plain(value) for key, value in asdict(each).items()} for each in found]
        print(json.dumps(lines, indent=2))
        return int(bool(found))
    for each in found:
        gone = "" if each.fits else " (some answers have no question any more)"
        print(f"{each.id} of case {each.case}: {each.before} -> {each.after}{gone}")
    print(f"{len(found)} of the screenings would come to something else today. Nothing was changed.")
    return int(bool(found))


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, bool | str) else str(value)


def _progress(done: int, of: int) -> None:
    print(f"{done:,} of {of:,} screenings", file=sys.stderr)
