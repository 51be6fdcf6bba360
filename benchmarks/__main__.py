"""`make benchmarks`: every size on both databases; writes docs/reference/benchmarks.md.

Each measurement runs in a process of its own, against an installation of its own. With `--keep FOLDER` the
pages alone are measured, on PostgreSQL, in a caseload that stays there: a million cases take long to load.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.apart import measured_apart
from benchmarks.report import write_report

SIZES = (10_000, 100_000)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N")
    parser.add_argument("--databases", nargs="+", default=("sqlite", "postgresql"))
    parser.add_argument("--out", type=Path, default=Path("docs/reference/benchmarks.md"))
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="one size, loaded there once")
    options = parser.parse_args()
    if options.keep:
        if len(options.sizes) != 1:
            parser.error("--keep takes one size: --sizes 1000000")
        options.keep.mkdir(parents=True, exist_ok=True)
        runs = [measure("postgresql", options.sizes[0], keep=options.keep.resolve())]
    else:
        runs = [measure(database, size) for database in options.databases for size in options.sizes]
    write_report(runs, options.out)
    print(options.out.read_text("utf-8"))
    return 0


def measure(database: str, size: int, *, keep: Path | None = None) -> dict[str, object]:
    print(f"{database}, {size:,} cases ...", file=sys.stderr, flush=True)
    kept = ["--keep", str(keep)] if keep else []
    return measured_apart(
        database,
        lambda answer: ["benchmarks.measure", "--size", str(size), "--out", str(answer), *kept],
        server=kept,
    )


if __name__ == "__main__":
    sys.exit(main())
