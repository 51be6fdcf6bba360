"""`handrail erase-due`: carry out the erasures that two persons confirmed, once the grace is over."""

from __future__ import annotations

import argparse
import json
import sys

from handrail.core.access.domain.refusal import Refused
from handrail.core.clock import now, today
from handrail.core.rights.erasing import due_erasures, erase


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    """Erase, one transaction each; 1 when one could not be done."""
    done: list[dict[str, str]] = []
    for request in list(due_erasures(today())):
        try:
            erase(request, by=None, on=today(), at=now())
        except Refused as refused:
            done.append({"id": str(request.id), "refused": refused.code})
        else:
            done.append({"id": str(request.id), "erased": "yes"})
    failed = [each for each in done if "refused" in each]
    if options.json:
        print(json.dumps(done))
    else:
        print(f"{len(done) - len(failed)} erased, {len(failed)} not.")
        for each in failed:
            print(f"{each['id']}: {each['refused']}", file=sys.stderr)
    return 1 if failed else 0
