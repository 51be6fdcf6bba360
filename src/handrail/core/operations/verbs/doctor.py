"""`handrail doctor`: look for damage in what this installation holds; --mend mends what is safe to mend."""

from __future__ import annotations

import argparse
import json

from handrail.core.operations.running import examine
from handrail.core.operations.verbs.check import print_found
from handrail.core.registry import Gravity


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--mend", action="store_true", help="mend what can be mended without losing anything")
    parser.add_argument("--json", action="store_true", help="print one JSON document: a list of findings")


def run(options: argparse.Namespace) -> int:
    """Print what was found; 1 when something bad is left."""
    found = examine(mend=options.mend)
    if options.json:
        print(json.dumps([one.as_json() for one in found], indent=2))
    else:
        print_found(found)
        if not found:
            print("Whole: the log, the keys, the files, the cascade's rows and the queue.")
    return 1 if any(one.gravity is Gravity.BAD and one.mended is None for one in found) else 0
