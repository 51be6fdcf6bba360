"""The page that says how it went when the house was killed again and again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.report import write_page

INTRODUCTION = """\
# Killed while people work

Made by `make soak` (`python -m benchmarks.soak`): the same house, clients and mix as in [many people at
work](load.md), and meanwhile web, worker and (on PostgreSQL) the whole database are killed with SIGKILL at
random moments, the database with every process of it at once. What died is started again after three
seconds, as the units in `deploy/` say. Three people bring file after file in, one takes the cases of a unit
out, and backups are taken.

A write whose answer never came is *unknown*: it may be in or not, never twice. The clients send again only
what is safe to send again: the form of a new case. Afterwards the ledger is held against the database (how:
[many people at work](load.md)), the log is sealed, exported and verified, by `handrail verify-log` and by
the stand-alone script, the doctor looks, and one more backup is restored into a scratch place and compared.

Without PostgreSQL's own guarantees nothing of this would hold: it runs with its defaults (`fsync` and all).
A kill of processes is not a power cut; what the disk loses then is not tried here.
"""

WORDS = {
    "ConnectionRefusedError": "without a connection",
    "ConnectionResetError": "cut off",
    "RemoteDisconnected": "cut off",
    "BrokenPipeError": "cut off",
    "TimeoutError": "timed out",
}


def write_report(runs: Sequence[dict[str, Any]], out: Path) -> None:
    write_page(INTRODUCTION, map(_section, runs), out)


def _section(run: dict[str, Any]) -> list[str]:
    name = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}[run["database"]]
    kills = ", ".join(f"{target} {times}" for target, times in sorted(run["kills"].items()))
    errors = _counts(_reasons(run["errors"]))
    lines = [
        f"## {run['minutes']:g} minutes on {name}, {run['cases']:,} cases, {run['people']} people",
        "",
        f"`{run['command']}`, {run['at']}.",
        "",
        "| | |",
        "| --- | --- |",
        f"| kills | {sum(run['kills'].values())}: {kills} |",
        f"| answers | {run['requests']:,} |",
        f"| answers that failed | {errors} |",
        f"| the last of them after a kill | {run['latest_error']:.0f} s |",
        f"| that no kill explains | {', '.join(run['out_of_reach']) or 'none'} |",
        f"| acknowledged writes | {run['known']:,} |",
        f"| writes without an answer | {run['unknown']}, of which {run['unknown_in']} are in |",
        f"| edit conflicts, sent again | {run['met'].get('changed meanwhile', 0)} |",
        f"| forms of a new case, sent again | {run['met'].get('form sent again', 0)} |",
        f"| lost, or there twice | **{len(run['faults']) or 'none'}** |",
        f"| imports | {_counts(run['imports'])}; started again by hand: {_again(run['met'])} |",
        f"| imports that came to no end | {len(run['open_imports']) or 'none'} |",
        f"| jobs | {_counts(run['jobs'])} |",
        f"| meanwhile | {_counts(run['went'])} |",
    ]  # fmt: skip
    lines += [
        f"| `{verb}` at the end | exit code {code}{f': {said}' if said else ''} |"
        for verb, (code, said) in run["ending"].items()
    ]
    lines += ["", *[f"- {fault}" for fault in run["faults"][:20]]]
    return [*lines, ""]


def _counts(of: dict[str, int]) -> str:
    return ", ".join(f"{number} {what.lower()}" for what, number in sorted(of.items())) or "none"


def _reasons(errors: dict[str, int]) -> dict[str, int]:
    """Return how often each reason came, whatever page was asked for."""
    counted: Counter[str] = Counter()
    for what, times in errors.items():
        reason = what.split(": ", 1)[-1].removeprefix("no answer ").strip("()")
        counted[WORDS.get(reason.split(":")[0], reason)] += times
    return dict(counted)


def _again(met: dict[str, int]) -> int:
    return met.get("import failed", 0) + met.get("import stopped", 0)
