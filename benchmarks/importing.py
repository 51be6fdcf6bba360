"""A whole import, from a CSV through the command `handrail import` to the last row: rate, memory, going on.

    python -m benchmarks.importing --sizes 10000 100000            # both databases; 1000000 is an option
    python -m benchmarks.importing --sizes 1000000 --databases postgresql --kill-at 0.4

Each measurement has an installation of its own. The command runs in a process of its own, whose peak memory
the system tells. Bare inserts are those of `benchmarks.measure`: the same rows, ready made, and nothing else.
With `--kill-at` the command is killed (SIGKILL) when that share is in, and goes on with `--go-on`.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import django

from benchmarks.apart import measured_apart
from benchmarks.measure import BARE_ROWS, analyse, bare_inserts

PAGE = Path("docs/reference/benchmarks-import.md")
SIZES = (10_000, 100_000)
STAGES = ("detected", "screened", "presumed", "assisted", "reintegrated")
HEADERS = [
    "No",
    "Name",
    "Phone",
    "Document",
    "Sex",
    "Born",
    "Country",
    "Province",
    "Kind",
    "Notes",
    "Comment",
]
MAPPING = """
handrail-mapping: 1
name: benchmark
columns:
  No: hr_CaseId
  Name: hr_FullName
  Phone: prs_MobilePhone
  Document: prs_IdentityNumber
  Sex: hr_Sex
  Born: prs_Birthdate
  Country: prs_Citizenship
  Province: hr_Province
  Kind: vic_TypeOfExploitation
  Notes: hr_Notes
  Comment: cco_CaseComment
  detected: hr_DetectedOn
  screened: hr_ScreenedOn
  presumed: hr_PresumedOn
  assisted: hr_AssistedOn
  reintegrated: hr_ReintegratedOn
"""
COMMAND = [sys.executable, "-c", "import sys; from handrail.site.cli import main; sys.exit(main())"]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.importing", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N")
    parser.add_argument("--databases", nargs="+", default=("sqlite", "postgresql"))
    parser.add_argument("--kill-at", type=float, default=0.0, metavar="SHARE")
    parser.add_argument("--out", type=Path, default=PAGE)
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        options.one.write_text(json.dumps(measure_here(options.sizes[0], options.kill_at)))
        return 0
    runs = [
        measure(database, size, options.kill_at) for database in options.databases for size in options.sizes
    ]
    write_page(runs, options.out)
    print(options.out.read_text("utf-8"))
    return 0


def measure(database: str, size: int, kill_at: float) -> dict[str, Any]:
    """Measure one size on one database, in an installation of its own."""
    print(f"{database}, {size:,} rows ...", file=sys.stderr, flush=True)
    return measured_apart(
        database,
        lambda answer: [
            *("benchmarks.importing", "--one", str(answer)),
            *("--sizes", str(size), "--kill-at", str(kill_at)),
        ],
    )


def measure_here(size: int, kill_at: float) -> dict[str, Any]:
    """Measure in the installation of this process."""
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection, connections

    from benchmarks import caseload
    from handrail.core import vault

    if connection.vendor == "sqlite":
        call_command("migrate", verbosity=0)
    vault.create_master_key()
    vault.create_signing_key()
    caseload.organisation()
    folder = Path(settings.HANDRAIL_HOME)
    (folder / "mapping.yaml").write_text(MAPPING, "utf-8")
    write_table(folder / "register.csv", size)
    connections.close_all()
    words = ["import", str(folder / "register.csv"), "--mapping", str(folder / "mapping.yaml")]
    dry_seconds, dry_peak = timed([*words, "--dry-run"])
    seconds, peak = timed([*words, "--as", "steward"], kill_when=int(size * kill_at))
    told: dict[str, Any] = {"killed_at": rows_in()} if kill_at else {}
    if kill_at:
        told["again"], again_peak = timed(["import", "--go-on", told_run(), "--as", "steward"])
        peak = max(peak, again_peak)
    check_all_in(size)
    analyse()
    bare = min(size, BARE_ROWS) / bare_inserts(min(size, BARE_ROWS))
    return {
        "database": connection.vendor,
        "size": size,
        "megabytes": (folder / "register.csv").stat().st_size / 1e6,
        "read_seconds": dry_seconds,
        "read_peak": dry_peak,
        "seconds": seconds + told.get("again", 0.0),
        "peak": peak,
        "bare": bare,
        **told,
    }


def write_table(path: Path, size: int) -> None:
    """A register of `size` invented persons, a row each."""
    from benchmarks import caseload
    from handrail.core.accounts.models import Account
    from handrail.core.organisations.models import Unit

    today = date.today()
    units, account = list(Unit.objects.all()), Account.objects.get(username="steward")
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([*HEADERS, *STAGES])
        for number, draft in enumerate(caseload.drafts(size, units, account)):
            of = draft.values
            # A step that lies ahead would be refused.
            days = {str(m.kind): m.when.text for m in draft.milestones if m.when.latest <= today}
            writer.writerow(
                [
                    f"R-{number:07d}",
                    of["hr_FullName"],
                    of["prs_MobilePhone"],
                    of["prs_IdentityNumber"],
                    of["hr_Sex"],
                    of["prs_Birthdate"].text,
                    of["prs_Citizenship"][0],
                    of["hr_Province"],
                    of["vic_TypeOfExploitation"][0],
                    of["hr_Notes"],
                    draft.entries[0].values["cco_CaseComment"],
                    *(days.get(stage, "") for stage in STAGES),
                ]
            )


def timed(words: list[str], *, kill_when: int = 0) -> tuple[float, int]:
    """Seconds and peak memory (MB) of one command; killed when so many rows are in."""
    began = time.perf_counter()
    process = subprocess.Popen([*COMMAND, *words], stdout=subprocess.DEVNULL)
    while kill_when and process.poll() is None:
        time.sleep(0.5)
        if rows_in() >= kill_when:
            process.send_signal(signal.SIGKILL)
            break
    _, ended, usage = os.wait4(process.pid, 0)
    code = os.waitstatus_to_exitcode(ended)
    if code != (-signal.SIGKILL if kill_when else 0):
        raise SystemExit(f"{words[:2]} ended with {code}")
    return time.perf_counter() - began, usage.ru_maxrss // 1024


def told_run() -> str:
    """The id of the import, let go of as if its lease were over."""
    from datetime import timedelta

    from handrail.cooperate.actions.running import LEASE
    from handrail.cooperate.models import ImportRun
    from handrail.core.clock import now

    run = ImportRun.objects.unscoped("benchmark: the one import there is").get()
    run.beat_at = now() - LEASE - timedelta(seconds=1)
    run.save(update_fields=["beat_at"])
    return str(run.id)


def rows_in() -> int:
    from handrail.cooperate.models import ImportRun

    run = ImportRun.objects.unscoped("benchmark: the one import there is").first()
    return run.rows_in if run else 0


def check_all_in(size: int) -> None:
    """Every row is in, once."""
    from handrail.cooperate.models import ImportRow, ImportRun
    from handrail.core.cases.models import Case

    why = "benchmark: is all in"
    assert Case.objects.unscoped(why).count() == size
    assert ImportRow.objects.unscoped(why).values("case_id").distinct().count() == size
    assert ImportRun.objects.unscoped(why).get().status == "done"


def write_page(runs: list[dict[str, Any]], out: Path) -> None:
    lines = [
        "# Benchmarks: a whole import",
        "",
        "Made by `python -m benchmarks.importing`. A CSV of invented persons goes through the command",
        "`handrail import FILE`: it is kept encrypted, read and decided for the preview, and then read,",
        "decided and written. Peak memory is that of the command's process. Bare inserts write the",
        "ready-made rows of person, case, entry, reference, milestones and cascade row, and nothing else.",
        "",
        "| database | rows | file, MB | s | rows/s | bare, rows/s | ratio | peak, MB | read, s | killed at |",
        "| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |",
    ]
    for run in runs:
        rate = run["size"] / run["seconds"]
        cells = (
            run["database"],
            f"{run['size']:,}",
            f"{run['megabytes']:.0f}",
            f"{run['seconds']:,.0f}",
            f"{rate:,.0f}",
            f"{run['bare']:,.0f}",
            f"{run['bare'] / rate:.1f}",
            f"{run['peak']:,}",
            f"{run['read_seconds']:,.0f}",
            f"{run['killed_at']:,}" if "killed_at" in run else "",
        )
        lines.append(f"| {' | '.join(cells)} |")
    out.write_text("\n".join([*lines, ""]), "utf-8")


if __name__ == "__main__":
    sys.exit(main())
