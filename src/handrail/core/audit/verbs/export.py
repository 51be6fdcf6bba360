"""`handrail export-log`: write the sealed log out for somebody who verifies it elsewhere."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from handrail.core.audit import log_state, write_log


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="a new file")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    """Write the file; 2 when it exists already or cannot be written."""
    if options.out.exists():
        print(f"{options.out} is there already: choose a new name.", file=sys.stderr)
        return 2
    try:
        with options.out.open("wb") as file:
            entries = write_log(file)
    except OSError as problem:
        options.out.unlink(missing_ok=True)
        print(f"cannot write {options.out}: {problem.strerror}", file=sys.stderr)
        return 2
    state = log_state()
    answer = {"entries": entries, "waiting": state.waiting, "covered": min(state.checkpoint, entries)}
    if options.json:
        print(json.dumps(answer))
    else:
        print(f"Wrote {entries} entries; a checkpoint covers the first {answer['covered']}.")
        if state.waiting:
            print(f"{state.waiting} events wait for the sealer and are not in it: run `handrail seal` first.")
    return 0
