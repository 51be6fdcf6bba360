"""The pages that say what was measured."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any


def machine() -> str:
    """Where it was measured; the benchmarks are meant for two cores."""
    return f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, two cores."


def write_page(introduction: str, sections: Iterable[Sequence[str]], out: Path) -> None:
    """Write a page of an introduction, the machine, and one section a run."""
    lines = [introduction, f"{machine()}\n", *chain.from_iterable(sections)]
    out.write_text("\n".join(lines).rstrip() + "\n", "utf-8")


def write_report(runs: list[dict[str, Any]], out: Path) -> None:
    lines = [
        "# Benchmarks",
        "",
        "Made by `make benchmarks`. Ratios within one run; seconds only show the size of things.",
        "Many people at once: [many people at work](load.md). Killed meanwhile: [soak](soak.md).",
        machine(),
        "",
        "## Import against bare bulk inserts of the same rows",
        "",
        "The import seals names and notes, makes a key a person, writes blind indexes, milestones,",
        "the cascade's row and the log. Bare inserts write the ready-made rows of person, case, entry,",
        "reference, milestones and cascade row, and nothing else.",
        "",
        "| database | cases | import, cases/s | bare, cases/s | ratio | encryption | blind indexes | log |",
        "| --- | --: | --: | --: | --: | --: | --: | --: |",
    ]
    for run in runs:
        if (told := run.get("import")) is None:
            continue
        ratio = told["bare_rows_per_second"] / told["rows_per_second"]
        lines.append(
            f"| {run['database']} | {run['size']:,} | {told['rows_per_second']:,.0f} | "
            f"{told['bare_rows_per_second']:,.0f} | {ratio:.1f} | {told['encryption']:.0%} | "
            f"{told['blind_indexes']:.0%} | {told['log']:.1%} |"
        )
    lines += [
        "",
        "## Pages against their own SQL plus an empty page through the same middleware",
        "",
        "An empty page answers nothing, for a signed-in account. The shell is the house's own page with",
        "nothing in it: head, menu, footer. Every page draws it; the ratio does not take it off.",
        "Saving posts the longest form of a case with one fact changed, against all its statements sent",
        "again in a transaction that is rolled back.",
        "",
        "| page | database | cases | page, ms | bare SQL, ms | empty, ms | shell, ms | ratio | queries |",
        "| --- | --- | --: | --: | --: | --: | --: | --: | --: |",
    ]
    names = list(dict.fromkeys(name for run in runs for name in run["pages"]))
    for name in names:
        for run in runs:
            if told := run["pages"].get(name):
                times = (f"{told[each] * 1000:.1f}" for each in ("page", "bare", "empty", "shell"))
                lines.append(
                    f"| {name} | {run['database']} | {run['size']:,} | {' | '.join(times)} | "
                    f"{told['ratio']:.1f} | {told['queries']} |"
                )
    lines += [
        "",
        "## The cascade against its bare aggregate",
        "",
        "The bare aggregate counts the same figures over the same rows without asking who may see them: one",
        "statement for everything that is counted, and a histogram of days, outcome and deadline each step.",
        "",
        "| database | cases | page, ms | bare aggregate, ms | ratio |",
        "| --- | --: | --: | --: | --: |",
    ]
    for run in runs:
        if (told := run["pages"].get("cascade")) and "aggregate" in told:
            lines.append(
                f"| {run['database']} | {run['size']:,} | {told['page'] * 1000:.0f} | "
                f"{told['aggregate'] * 1000:.0f} | {told['page'] / told['aggregate']:.1f} |"
            )
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text("\n".join([*lines, ""]), "utf-8")
