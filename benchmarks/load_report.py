"""The page that says how it went when many people were at work."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.report import write_page

INTRODUCTION = """\
# Many people at work

Made by `make load` (`python -m benchmarks.load`): a real `handrail serve` behind a client that plays the
proxy, a real worker, a real database, accounts that sign in over HTTP with password and second factor. The
clients are one process of their own; they keep a connection for one request each and give it to the web
process with the fewest in hand, as `least_conn` in `deploy/` does.

What each person does, over and over, with a pause before (exponential, mean as said): {mix}. A note, a
goal, a step and a change begin with opening the case or its form, which counts for itself. The people of a
unit share thirty cases; every second time they take one of the same three, and every second change is to
the same field of the first, so that they meet. Accounts, the owners of those thirty cases and the rows of the
second factor are made directly in the database before it begins; all else is asked over HTTP.

An error is any 5xx, any answer that was not to come (4xx, a sign-in page), or none within thirty seconds.
The answer 409, *somebody else changed the same at the same time*, is the house's own: the client looks at
what the other wrote, keeps its own, and sends again.

Afterwards what the clients wrote down of each acknowledged write is held against the database: each note
and each new case is there exactly once, each edit replaced what its writer had seen (one chain a field,
back to the value at the begin), the version of each case moved once an edit, the step that stands is one
that was recorded and the cascade says the same, and the log has one line a write
([`benchmarks/ledger.py`](../../benchmarks/ledger.py), held by `tests/benchmarks/test_ledger.py`).

Ratios are to the median of the same page asked by one person alone in the same run, on the same machine;
*empty* is the page of the search before anything is asked. Milliseconds only show the size of things.
"""


def write_report(runs: Sequence[dict[str, Any]], out: Path) -> None:
    mix = ", ".join(f"{kind} {share} %" for kind, share in runs[0]["mix"].items())
    write_page(INTRODUCTION.format(mix=mix), map(_section, runs), out)


def _section(run: dict[str, Any]) -> list[str]:
    name = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}[run["database"]]
    rate = run["requests"] / run["seconds"]
    lines = [
        f"## {run['people']} people on {name}, {run['cases']:,} cases",
        "",
        f"`{run['command']}`, {run['at']}. {run['minutes']:g} minutes, mean pause {run['think']:g} s, "
        f"{run['units']} units, {_processes(run['web'])}.",
        "",
        f"{run['requests']:,} requests, {rate:.1f} a second. {_errors(run['errors'])} "
        f"{run['met'].get('changed meanwhile', 0)} edit conflicts came back as such and were sent again.",
        "",
        f"The ledger: {run['known']:,} acknowledged writes, {run['unknown']} without an answer. "
        + ("**None lost, none twice.**" if not run["faults"] else f"**{len(run['faults'])} faults:**"),
        "",
        *[f"- {fault}" for fault in run["faults"][:20]],
        *([""] if run["faults"] else []),
        "Processor time, in cores: "
        + ", ".join(f"{name} {share:.2f}" for name, share in run["cpu"].items())
        + ". Signing in, median: "
        + ", ".join(f"{kind} {seconds * 1000:.0f} ms" for kind, seconds in run["signing_in"].items())
        + ".",
        "",
        "| page | times | alone, ms | alone / empty | median | p95 | p99 | longest, s |",
        "| --- | --: | --: | --: | --: | --: | --: | --: |",
    ]
    for row in run["kinds"]:
        ratios = " | ".join(f"{row[share] / row['alone']:.1f}" for share in ("p50", "p95", "p99"))
        lines.append(
            f"| {row['kind']} | {row['times']:,} | {row['alone'] * 1000:.0f} | {row['empty']:.1f} | "
            f"{ratios} | {row['p100']:.1f} |"
        )
    return [*lines, ""]


def _processes(web: int) -> str:
    return "one web process with its worker" if web == 1 else f"{web} web processes and a worker"


def _errors(errors: dict[str, int]) -> str:
    if not errors:
        return "**No error.**"
    told = ", ".join(f"{what} ({times})" for what, times in sorted(errors.items()))
    return f"**{sum(errors.values())} errors:** {told}."
