"""`handrail checkpoint`: seal what waits, sign the end of the log, and write the checkpoint to a file."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from handrail.core import vault
from handrail.core.audit import make_checkpoint, seal_pending


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="a new file, to be handed outside"
    )
    parser.add_argument("--json", action="store_true", help="print the checkpoint as one JSON document")


def run(options: argparse.Namespace) -> int:
    """Write the checkpoint; 2 when the file exists already or there is no signing key."""
    if options.out.exists():
        print(f"{options.out} is there already. Checkpoints are kept: choose a new name.", file=sys.stderr)
        return 2
    try:
        seal_pending()
        checkpoint = make_checkpoint()
        options.out.write_text(json.dumps(checkpoint, indent=2, sort_keys=True) + "\n", encoding="ascii")
    except vault.KeyFileProblem as problem:
        print(problem, file=sys.stderr)
        return 2
    except OSError as problem:
        print(f"cannot write {options.out}: {problem.strerror}", file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps(checkpoint))
    else:
        print(f"Checkpoint at entry {checkpoint['position']}, signed by {checkpoint['public_key']}.")
        print(f"Give {options.out} to somebody outside who keeps it; what is in it cannot be denied later.")
    return 0
