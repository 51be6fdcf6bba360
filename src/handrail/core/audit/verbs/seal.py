"""`handrail seal`: put the waiting events in order and chain them."""

from __future__ import annotations

import argparse
import json

from handrail.core.audit import log_state, queue_unsealed, seal_pending


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--everything",
        action="store_true",
        help="look through the whole log for events that fell out of the queue",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    """Seal and say how many; 1 when events fell out of the queue and were found, because that has a cause."""
    found = queue_unsealed() if options.everything else 0
    sealed = seal_pending()
    if options.json:
        print(json.dumps({"sealed": sealed, "found": found, "position": log_state().sealed}))
    else:
        print(f"Sealed {sealed} events; the log now has {log_state().sealed} entries.")
        if found:
            print(f"{found} of them had been taken out of the queue. Find out who did that.")
    return 1 if found else 0
