"""The page of OWASP ASVS 5 requirements, made from what `docs/reference/asvs.yaml` says of each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
SAID = ROOT / "docs/reference/asvs.yaml"
PAGE = ROOT / "docs/reference/asvs.md"
REQUIRED = Path(__file__).with_name("asvs_requirements.yaml")

STATUSES = ("met", "not applicable", "not met")
CHAPTERS = {
    1: "Encoding and sanitising",
    2: "Validation and business logic",
    3: "Browsers",
    4: "HTTP",
    5: "Files",
    6: "Signing in",
    7: "Sessions",
    8: "Who may what",
    9: "Tokens that carry their content",
    10: "OAuth and OpenID Connect",
    11: "Cryptography",
    12: "TLS",
    13: "Configuration",
    14: "Data",
    15: "Code and parts",
    16: "Logs and errors",
    17: "WebRTC",
}

HEAD = """<!-- Made from asvs.yaml by tests/site/test_asvs.py. Change that file, not this page. -->

# OWASP ASVS 5, level 2

What each requirement of the *OWASP Application Security Verification Standard* 5.0.0 (30 May 2025, levels
1 and 2) comes to in Handrail: met (by which test, setting, check or page), not applicable (why), or not met
(what is missing, and the plan). We went through it ourselves; nobody independent has. A test named here runs
with all others and fails when what it promises breaks; tests/site/test_asvs.py fails when a requirement, a
test, a setting or a check named here is missing.

The standard is by the OWASP Foundation (owasp.org, “OWASP ASVS”), under Creative Commons BY-SA 4.0. This
page carries its numbers and levels; the words are ours and short, and say what a requirement is about, not
what it says. Read it beside the standard.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """What one requirement comes to."""

    id: str
    about: str
    status: str
    how: str = ""
    plan: str = ""
    by: list[str] = field(default_factory=list)

    @property
    def chapter(self) -> int:
        return int(self.id[1:].split(".")[0])


def rows() -> list[Row]:
    said: list[dict[str, Any]] = yaml.safe_load(SAID.read_text("utf-8"))
    return [Row(**one) for one in said]


def levels() -> dict[str, int]:
    """Return the level of each requirement, by its id."""
    lists: dict[int, list[str]] = yaml.safe_load(REQUIRED.read_text("utf-8"))
    return {id: level for level, ids in lists.items() for id in ids}


def shown(reference: str) -> str:
    """Return a reference as the page shows it."""
    kind, _, name = reference.partition(":")
    if kind == "setting":
        return f"setting `{name}`"
    if kind == "check":
        return f"[check](checks.md) `{name}`"
    if "::" in reference:
        file, _, test = reference.partition("::")
        return f"`{file.removeprefix('tests/')}` {test.removeprefix('test_').replace('_', ' ')}"
    up = Path("../..") / reference if not reference.startswith("docs/") else Path("..") / reference[5:]
    return f"[{Path(reference).name}]({up.as_posix().replace('../reference/', '')})"


def line(row: Row, level: int) -> str:
    words = [row.how, f"**Plan:** {row.plan}" if row.plan else "", "; ".join(shown(one) for one in row.by)]
    return f"| {row.id} | {level} | {row.about} | {row.status} | {' '.join(one for one in words if one)} |"


def page() -> str:
    level, said = levels(), rows()
    counted = Counter((level[row.id], row.status) for row in said)
    parts = [HEAD, "| | met | not applicable | not met |", "| --- | --- | --- | --- |"]
    parts += [
        f"| level {number} | " + " | ".join(str(counted[number, status]) for status in STATUSES) + " |"
        for number in (1, 2)
    ]
    missing = [row for row in said if row.status == "not met"]
    parts += [
        "",
        "## Not met",
        "",
        "| id | level | about | what is missing, and the plan |",
        "| --- | --- | --- | --- |",
    ]
    parts += [
        f"| {row.id} | {level[row.id]} | {row.about} | {row.how} **Plan:** {row.plan} |" for row in missing
    ]
    for number, name in CHAPTERS.items():
        parts += ["", f"## V{number} {name}", "", "| id | level | about | | how, and by what |"]
        parts += ["| --- | --- | --- | --- | --- |"]
        parts += [line(row, level[row.id]) for row in said if row.chapter == number]
    return "\n".join(parts) + "\n"
