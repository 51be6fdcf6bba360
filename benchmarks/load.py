"""`make load`: many people at work at once on a real server; writes docs/reference/load.md.

One person alone first asks for every page, then all come. In the end what they wrote down of their writes is
held against the database. Exit code 1: an error, or a write that is lost or there twice.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.client import Balancer
from benchmarks.house import House, house
from benchmarks.inside import FIELDS
from benchmarks.ledger import Agreement, Found, Ledger, compare
from benchmarks.load_report import write_report
from benchmarks.people import MIX, PARTS, Person, Record, Sample, sign_all_in, work_together

ALONE = 15  # times that the one person asks for each page
PAGE = Path("docs/reference/load.md")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = parser_of("load", __doc__, people=200, minutes=5, think=10, size=100_000, out=PAGE)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="handrail-load-") as scratch:
        folder = options.folder or Path(scratch)
        with house(folder, options.database, size=options.size, web=options.web, home=options.home) as one:
            answer = run(one, options)
    keep(answer, options.out, options.runs, write_report)
    print(options.out.read_text("utf-8"))
    return 1 if answer["errors"] or answer["faults"] else 0


def parser_of(
    name: str, says: str | None, *, people: int, minutes: float, think: float, size: int, out: Path
) -> argparse.ArgumentParser:
    """Return the options that both programs have."""
    parser = argparse.ArgumentParser(prog=f"python -m benchmarks.{name}", description=says)
    parser.add_argument("--database", choices=("postgresql", "sqlite"), default="postgresql")
    parser.add_argument("--people", type=int, default=people)
    parser.add_argument("--minutes", type=float, default=minutes)
    parser.add_argument("--think", type=float, default=think, help="mean seconds between two things")
    parser.add_argument("--size", type=int, default=size, help="cases of a house that is built for this")
    parser.add_argument("--web", type=int, default=2, help="web processes (PostgreSQL)")
    parser.add_argument(
        "--folder",
        type=Path,
        help="keep the house here; one that is there (home/, and pg/ for PostgreSQL) is used as it is",
    )
    parser.add_argument(
        "--home",
        type=Path,
        help="an installation that somebody loaded, as HANDRAIL_HOME names it; its PostgreSQL runs already. "
        "Accounts are added and cases changed: never one with real records",
    )
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, default=out)
    parser.add_argument("--runs", type=Path, help="the answers of the page's runs, one a database (JSON)")
    return parser


def run(one: House, options: argparse.Namespace) -> dict[str, Any]:
    """Have one person, then all, at work. Return what the report tells."""
    told = one.inside("people", number=options.people)
    balancer, record, alone = Balancer(one.ports), Record(), Record()
    people = [
        Person(who, number, balancer, record, mark=told["mark"], seed=options.seed)
        for number, who in enumerate(told["people"])
    ]
    desks = sorted({case for person in people for case in person.desk})
    since = datetime.now(UTC) - timedelta(seconds=1)
    before = found_of(one.inside("read", cases=desks, since=since.isoformat(), names=False))
    say(f"{told['cases']:,} cases; {len(people)} people in {told['units']} units sign in")
    sign_all_in(people)
    signing_in = [*record.samples]
    record.samples.clear()
    say("one person alone")
    work_alone(people[0], alone)
    people[0].record = record
    record.ledger = alone.ledger
    say(f"all at work for {options.minutes:g} minutes")
    spent, began = cpu(one), time.monotonic()
    work_together(people, options.minutes * 60, options.think, threading.Event())
    seconds = time.monotonic() - began
    spent = {name: (after - spent[name]) / seconds for name, after in cpu(one).items()}
    say("the ledger against the database")
    agreement = settle(one, record.ledger, before, since)
    return {
        "at": datetime.now(UTC).date().isoformat(),
        "command": " ".join(("python -m benchmarks.load", *shown(options))),
        "database": options.database,
        "cases": told["cases"],
        "people": len(people),
        "units": told["units"],
        "minutes": options.minutes,
        "think": options.think,
        "web": len(one.ports),
        "mix": MIX,
        "seconds": seconds,
        "requests": len(record.samples),
        "kinds": kinds(record.samples, alone.samples),
        "signing_in": {
            kind: median(s.seconds for s in signing_in if s.kind == kind)
            for kind in sorted({s.kind for s in signing_in})
        },
        "cpu": spent,
        "errors": dict(Counter(what for _, what in (*alone.errors, *record.errors))),
        "met": dict(record.met),
        "faults": agreement.faults,
        "known": agreement.known,
        "unknown": agreement.unknown,
        "unknown_in": agreement.unknown_in,
    }


def shown(options: argparse.Namespace) -> list[str]:
    """Return the options as they are typed, without the names of folders."""
    web = ("web",) if options.database == "postgresql" else ()
    names = ("database", "people", "minutes", "think", *web, "seed")
    values = ((name, getattr(options, name)) for name in names)
    words = [f"--{name} {value if isinstance(value, str) else format(value, 'g')}" for name, value in values]
    where = "--home HOME" if options.home else "--folder FOLDER" if options.folder else ""
    return [*words, where or f"--size {options.size}"]


def work_alone(person: Person, record: Record) -> None:
    """Have one person do everything some times with nobody else there."""
    person.record = record
    pause, person.pause = person.pause, lambda: None  # type: ignore[method-assign]
    for what in ("empty", *MIX):
        for _ in range(ALONE):
            person.do(what)
    person.pause = pause  # type: ignore[method-assign]


def settle(one: House, ledger: Ledger, before: dict[str, Found], since: datetime) -> Agreement:
    """Hold the ledger against the database."""
    now = one.inside("read", cases=sorted(ledger.cases()), since=since.isoformat(), names=True)
    return compare(ledger, before, found_of(now), now["names"])


def found_of(answer: dict[str, Any]) -> dict[str, Found]:
    """Return cases as `benchmarks.inside` tells them."""
    assert set(FIELDS) == set(PARTS)
    return {
        case: Found(
            version=one["version"],
            values=one["values"],
            notes=tuple(one["notes"]),
            goals=tuple(one["goals"]),
            steps={kind: (day, text) for kind, (day, text) in one["steps"].items()},
            row=one["row"],
            events=one["events"],
        )
        for case, one in answer["cases"].items()
    }


def kinds(together: Sequence[Sample], alone: Sequence[Sample]) -> list[dict[str, Any]]:
    """Return per kind: how often, milliseconds alone, and median, p95 and p99 together as ratios to that."""
    empty = median(s.seconds for s in alone if s.kind == "empty")
    rows = []
    for kind in dict.fromkeys(s.kind for s in alone):
        single = median(s.seconds for s in alone if s.kind == kind)
        many = sorted(s.seconds for s in together if s.kind == kind)
        if many:
            at = {f"p{share}": part(many, share / 100) for share in (50, 95, 99, 100)}
            rows.append({"kind": kind, "times": len(many), "alone": single, "empty": single / empty, **at})
    return rows


def part(ordered: Sequence[float], share: float) -> float:
    """The value that this share of the ordered values does not exceed."""
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def cpu(one: House) -> dict[str, float]:
    return {service.name: service.cpu() for service in one.services()} | {"clients": time.process_time()}


def keep(answer: dict[str, Any], out: Path, runs: Path | None, write: Any) -> None:
    """Put the answer beside those of earlier runs (one a database and size); write the page of them all."""
    told: list[dict[str, Any]] = json.loads(runs.read_text("utf-8")) if runs and runs.exists() else []
    told = sorted([one for one in told if like(one) != like(answer)] + [answer], key=like)
    if runs:
        runs.parent.mkdir(parents=True, exist_ok=True)
        runs.write_text(json.dumps(told, indent=1), "utf-8")
    write(told, out)


def like(answer: dict[str, Any]) -> tuple[str, int]:
    """Return what tells runs apart: the database, and the size of its caseload (digits of the number)."""
    return answer["database"], len(str(answer["cases"]))


def say(words: str) -> None:
    print(f"{datetime.now().strftime('%H:%M:%S')} {words}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
