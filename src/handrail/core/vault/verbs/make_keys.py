"""`handrail make-keys`: the two keys of a fresh installation, made once and on purpose."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from handrail.core import vault


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--new-master",
        type=Path,
        metavar="FILE",
        help="only make a new master key in FILE, for a change of a key that the environment gives",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    """Make the master key and the log's signing key where they are missing; 2 when neither is."""
    if options.new_master:
        return _make_one(options)
    wanted = {
        vault.master_key_path(): vault.create_master_key,
        vault.signing_key_path(): vault.create_signing_key,
    }
    made = [str(create()) for path, create in wanted.items() if not path.exists()]
    if not made:
        print("both keys are there already; keep them", file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps({"made": made}))
    else:
        print("Made " + " and ".join(made) + ".")
        print(
            "Copy the folder `keys` to two safe places now: without the master key nothing here can be read."
        )
    return 0


def _make_one(options: argparse.Namespace) -> int:
    try:
        made = str(vault.create_master_key(options.new_master))
    except vault.KeyFileProblem as problem:
        print(problem, file=sys.stderr)
        return 2
    print(json.dumps({"made": [made]}) if options.json else f"Made {made}. Nothing is sealed with it yet.")
    return 0
