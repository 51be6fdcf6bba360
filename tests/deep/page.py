"""Writes what the deep runs saw as the page docs/reference/deep-tests.md."""

from __future__ import annotations

from collections import Counter
from typing import Any

Saw = dict[str, Any]

HEAD = """# What the deep tests saw

`python -m tests.deep` wrote this page; `make test-deep` runs all its parts: every test with 2,000 examples
where `make test` takes 50 (a test that names its own number keeps it), on SQLite and on PostgreSQL; and then
small faults are put into the rules that matter most, to see whether a test notices. Browser tests have no
counts: `make test` runs them. Seconds are of one machine that did other work too.
"""


def page(parts: dict[str, Saw], missing: tuple[str, ...] = ()) -> str:
    """Return the page. `parts` maps "sqlite", "postgresql" and the ids of rules to what was seen."""
    text = [HEAD]
    if missing:
        text.append(f"**Not run yet, so nothing is said of it here:** {', '.join(missing)}.\n")
    for name, title in (("sqlite", "On SQLite"), ("postgresql", "On PostgreSQL")):
        if name in parts:
            text += [f"## {title}\n", *_tests(parts[name])]
    rules = [saw for saw in parts.values() if "faults" in saw]
    if rules:
        text += ["## Faults put in on purpose\n", *_faults(rules)]
    return "\n".join(text).rstrip() + "\n"


def _where(saw: Saw) -> str:
    return f"Commit `{saw['commit']}`, {saw['on']}, Python {saw['python']}, {saw['seconds']:,} s.\n"


def _tests(saw: Saw) -> list[str]:
    total: Counter[str] = Counter()
    rows = []
    for room, counts in saw["rooms"].items():
        total.update({key: counts.get(key, 0) for key in ("passed", "failed", "skipped")})
        numbers = [counts.get(key, 0) for key in ("passed", "failed", "skipped", "seconds")]
        rows.append(f"| {room} | " + " | ".join(f"{number:,}" for number in numbers) + " |")
    examples = saw["examples"]
    text = [
        _where(saw),
        f"**{total['passed']:,} passed, {total['failed']:,} failed, {total['skipped']:,} skipped;** "
        f"{len(examples)} property tests took {sum(examples.values()):,} examples.\n",
        "| room | passed | failed | skipped | seconds |",
        "| --- | ---: | ---: | ---: | ---: |",
        *rows,
        "",
    ]
    if saw["failures"]:
        text += ["Failed:\n", *(f"- `{failure}`" for failure in saw["failures"]), ""]
    if saw["skipped"]:
        text += ["Skipped:\n", *(f"- {why}: {count}" for why, count in saw["skipped"].items()), ""]
    text += ["| property test | examples |", "| --- | ---: |"]
    text += [f"| {_short(name)} | {count:,} |" for name, count in examples.items()]
    return [*text, ""]


def _short(nodeid: str) -> str:
    path, _, name = nodeid.partition("::")
    return f"{path.removeprefix('tests/')}: {name.removeprefix('test_').replace('_', ' ')}"


def _faults(rules: list[Saw]) -> list[str]:
    text = [
        "Each fault changes one operator, number, condition, call or word of a query "
        "(`tests/deep/mutants.py`). *Stopped* is a fault that made the code run for ever. A fault that "
        "survives is a hole in the tests or changes nothing that can be seen; each is listed with why.\n",
        "| rule | module | commit | faults | noticed | stopped | survived | seconds |",
        "| --- | --- | --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for rule in rules:
        keys = ("faults", "noticed", "stopped", "survived", "seconds")
        numbers = " | ".join(f"{rule[key]:,}" for key in keys)
        text.append(f"| {rule['rule']} | `{rule['module']}` | `{rule['commit']}` | {numbers} |")
    for rule in rules:
        if rule["survivors"]:
            text += ["", f"### Survived in {rule['rule']}", ""]
            text += ["| line | code | fault | why it stands |", "| ---: | --- | --- | --- |"]
            text += [_survivor(survivor) for survivor in rule["survivors"]]
    return [*text, ""]


def _survivor(saw: Saw) -> str:
    fault = f"{_code(saw['before'])} became {_code(saw['after'])}"
    return f"| {saw['line']} | {_code(saw['code'])} | {fault} | {saw['why']} |"


def _code(words: str) -> str:
    return "`" + words.replace("|", "\\|") + "`"
