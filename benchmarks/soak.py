"""`make soak`: web, worker and database are killed while people work; writes docs/reference/soak.md.

In the end what the clients wrote down is held against the database, the log is verified twice, the doctor
looks, and a backup is restored and compared. Exit code 1: anything of that is not as it should be.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.bringing_in import DONE, Importer, take_out
from benchmarks.client import Balancer
from benchmarks.disasters import Disasters, after_kills
from benchmarks.house import ROOT, House, house
from benchmarks.ledger import NOT_SENT
from benchmarks.load import found_of, keep, parser_of, say, settle, shown
from benchmarks.people import Person, Record, sign_all_in, work_together
from benchmarks.soak_report import write_report

IMPORTERS = 3
LEASE = 11 * 60  # seconds: after ten minutes of silence the page lets people start an import again
GRACE = 45.0  # seconds after a kill in which answers may fail
STANDALONE = ROOT / "src/handrail/core/audit/standalone/verify_log.py"
PAGE = Path("docs/reference/soak.md")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = parser_of("soak", __doc__, people=20, minutes=30, think=3, size=5000, out=PAGE)
    parser.add_argument("--every", type=float, default=20, help="mean seconds between two kills")
    options = parser.parse_args(arguments)
    scratch = Path(tempfile.mkdtemp(prefix="handrail-soak-"))
    where = options.folder or scratch
    with house(where, options.database, size=options.size, web=options.web, home=options.home) as one:
        answer = run(one, options)
    well = not problems(answer)
    if well:
        shutil.rmtree(scratch)
    else:
        say(f"not all is well: what is left is in {options.folder or scratch}")
    keep(answer, options.out, options.runs, write_report)
    print(options.out.read_text("utf-8"))
    return 0 if well else 1


def run(one: House, options: argparse.Namespace) -> dict[str, Any]:
    told = one.inside("people", number=options.people + IMPORTERS + 1)
    balancer, record = Balancer(one.ports), Record()
    given = {"mark": told["mark"], "seed": options.seed}
    people = [
        Person(who, number, balancer, record, **given)
        for number, who in enumerate(told["people"][: options.people])
    ]
    others = list(enumerate(told["people"]))[options.people :]
    importers = [Importer(who, number, balancer, record, **given) for number, who in others[:IMPORTERS]]
    exporter = Person(others[-1][1], others[-1][0], balancer, record, **given)
    desks = sorted({case for person in people for case in person.desk})
    since = datetime.now(UTC) - timedelta(seconds=1)
    before = found_of(one.inside("read", cases=desks, since=since.isoformat(), names=False))
    one.run("backup-key", "--new", str(one.folder / "backup.key"), "--json")
    say(f"{told['cases']:,} cases; {len(people)} people sign in")
    sign_all_in([*people, *importers, exporter])
    seconds, stop = options.minutes * 60, threading.Event()
    until = time.monotonic() + seconds
    went: Counter[str] = Counter()
    beside = [
        *(
            threading.Thread(target=each.bring_in, args=(until, until + LEASE + 120, stop))
            for each in importers
        ),
        threading.Thread(target=lambda: went.update(take_out(exporter, 70, until, stop))),
        threading.Thread(target=lambda: went.update(back_up(one, 90, until, stop))),
    ]
    say(f"all at work for {options.minutes:g} minutes, with kills")
    with Disasters(one, every=options.every, seed=options.seed) as disasters:
        for thread in beside:
            thread.start()
        work_together(people, seconds, options.think, stop)
    say("no more kills; imports are seen through")
    for thread in beside:
        thread.join()
    one.wait_ready()
    say("the ledger against the database")
    agreement = settle(one, record.ledger, before, since)
    told_runs = one.inside("runs", ids=[s.run for s in record.ledger.sheets if len(s.run) == 36])
    late = after_kills(record.errors, disasters.done)
    return {
        "at": datetime.now(UTC).date().isoformat(),
        "command": " ".join(("python -m benchmarks.soak", *shown(options), "--every", f"{options.every:g}")),
        "database": options.database,
        "cases": told["cases"],
        "people": len(people),
        "minutes": options.minutes,
        "every": options.every,
        "web": len(one.ports),
        "kills": dict(disasters.counts()),
        "starts": {service.name: service.starts for service in one.services()},
        "requests": len(record.samples),
        "errors": dict(Counter(what for _, what in record.errors)),
        "out_of_reach": [f"{what}, {at:.0f} s after a kill" for at, what in late if is_odd(at, what)],
        "latest_error": max((seconds for seconds, _ in late), default=0.0),
        "met": dict(record.met),
        "went": dict(went),
        "imports": dict(Counter(told_runs["runs"].values())),
        "open_imports": [s.run for s in record.ledger.sheets if s.state not in (DONE, NOT_SENT)],
        "jobs": told_runs["jobs"],
        "faults": agreement.faults,
        "known": agreement.known,
        "unknown": agreement.unknown,
        "unknown_in": agreement.unknown_in,
        "ending": ending(one),
    }


def is_odd(seconds: float, what: str) -> bool:
    """Whether an error is not one that a kill explains: too long after it, or a refusal."""
    refused = any(f": {status}" in what for status in range(400, 500)) or "signed out" in what
    return refused or not 0 <= seconds <= GRACE


def back_up(one: House, every: float, until: float, stop: threading.Event) -> Counter[str]:
    """Take backups meanwhile; one that is cut off says so with its exit code."""
    went: Counter[str] = Counter()
    while time.monotonic() < until and not stop.wait(every):
        ended = one.run("backup", "--to", str(one.folder / "backups"), "--json", check=False)
        went["backup taken" if ended.returncode == 0 else f"backup cut off ({ended.returncode})"] += 1
    return went


def ending(one: House) -> dict[str, Any]:
    """Look at the house with everything that it has for that. Exit codes and what was said."""
    folder = one.folder / f"ending-{int(time.time())}"
    folder.mkdir()
    log, checkpoint = str(folder / "log.jsonl"), str(folder / "checkpoint.json")
    for verb in (("seal",), ("checkpoint", "--out", checkpoint), ("export-log", "--out", log)):
        one.run(*verb)
    verified = one.run("verify-log", log, "--checkpoint", checkpoint, check=False)
    command = [sys.executable, "-I", str(STANDALONE), log, "--checkpoint", checkpoint]
    alone = subprocess.run(command, capture_output=True, text=True, check=False)
    doctor = one.run("doctor", "--json", check=False)
    check = one.run("check", "--json", check=False)
    backup = one.run("backup", "--to", str(one.folder / "backups"), check=False)
    rehearsed = one.run(
        "rehearse", str(one.folder / "backups"), "--identity", str(one.folder / "backup.key"), check=False
    )
    return {
        "handrail verify-log": [verified.returncode, last(verified.stdout)],
        "verify_log.py": [alone.returncode, last(alone.stdout)],
        "handrail doctor": [doctor.returncode, bad_in(doctor.stdout)],
        "handrail check": [check.returncode, bad_in(check.stdout)],
        "handrail backup": [backup.returncode, last(backup.stderr) if backup.returncode else ""],
        "handrail rehearse": [rehearsed.returncode, last(rehearsed.stdout or rehearsed.stderr)],
    }


def last(text: str) -> str:
    """Return the last line of what was said, or the one that says what is proven."""
    lines = text.strip().splitlines() or [""]
    return next((line for line in lines if line.startswith("Proven")), lines[-1])


def bad_in(text: str) -> str:
    """Return the findings of a verb that must be mended, by their ids."""
    try:
        found = json.loads(text)
    except json.JSONDecodeError:
        return last(text)
    return ", ".join(one["id"] for one in found if one["gravity"] == "bad")


def problems(answer: dict[str, Any]) -> list[str]:
    """Return what is not as it should be; `check` speaks of how it is set up, not of damage."""
    wrong = [*answer["faults"], *answer["out_of_reach"], *answer["open_imports"]]
    wrong += [verb for verb, (code, _) in answer["ending"].items() if code and verb != "handrail check"]
    stuck = {status: number for status, number in answer["jobs"].items() if status in ("RUNNING", "READY")}
    return wrong + [f"jobs {status}: {number}" for status, number in stuck.items()]


if __name__ == "__main__":
    sys.exit(main())
