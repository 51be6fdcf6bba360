"""Loads the made-up caseload into a database from several processes at once, a share each."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

import django

T = TypeVar("T")
CHUNK = 2000
PROCESSES = 2


def main() -> int:
    """Load one share: the cases numbered from `--first` on."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--first", type=int, required=True)
    parser.add_argument("--count", type=int, required=True)
    options = parser.parse_args()
    django.setup()
    from django.db import transaction

    from benchmarks import caseload

    agency, units, account = caseload.found_again()
    plans = caseload.drafts(options.count, units, account, first=options.first)
    for done, chunk in enumerate(chunks(plans, CHUNK), 1):
        with transaction.atomic():
            write(chunk, agency, account)
        if done % 10 == 0:
            print(f"from {options.first:,}: {done * CHUNK:,}", file=sys.stderr, flush=True)
    return 0


def write(chunk: list[Any], agency: Any, account: Any) -> None:
    from benchmarks import caseload
    from handrail.core.cases import writing

    writing.write_cases(
        chunk, organisation=agency, by=account, source_kind="import", source_id=None, at=caseload.AT
    )


def load_in_shares(size: int) -> None:
    """Write the organisation, then its cases from several processes. Raises when one of them fails."""
    from benchmarks import caseload

    caseload.organisation()
    share = -(-size // PROCESSES)
    running = [
        subprocess.Popen(
            [
                *(sys.executable, "-m", "benchmarks.loading"),
                *("--first", str(first), "--count", str(min(share, size - first))),
            ]
        )
        for first in range(0, size, share)
    ]
    ended = [process.wait() for process in running]
    if any(ended):
        raise RuntimeError("a share of the caseload was not written")


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    source = iter(items)
    while chunk := list(islice(source, size)):
        yield chunk


if __name__ == "__main__":
    sys.exit(main())
