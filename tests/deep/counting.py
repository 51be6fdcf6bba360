"""A pytest plugin that counts what a run saw: tests, seconds, and the examples of each property test.

`HANDRAIL_DEEP_SAW` names the JSON file it leaves. Loaded with `-p tests.deep.counting`.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

PASSING = re.compile(r"(\d+) passing")


class Counting:
    """What one run has seen so far."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.began = time.monotonic()
        self.rooms: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.seconds: Counter[str] = Counter()
        self.examples: dict[str, int] = {}
        self.failures: list[str] = []
        self.skipped: Counter[str] = Counter()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
        report: Any = yield
        self.count(item, report)
        return report

    def count(self, item: pytest.Item, report: Any) -> None:
        room = room_of(item.nodeid)
        self.seconds[room] += report.duration
        if report.failed:
            self.rooms[room]["failed"] += 1
            self.failures.append(f"{item.nodeid} ({report.when})")
        elif report.skipped:
            self.rooms[room]["skipped"] += 1
            self.skipped[str(report.longrepr[-1] if report.longrepr else "").removeprefix("Skipped: ")] += 1
        elif report.when == "call":
            self.rooms[room]["passed"] += 1
        if report.when == "call" and (statistics := getattr(item, "hypothesis_statistics", "")):
            self.examples[item.nodeid] = sum(int(found) for found in PASSING.findall(statistics))

    def pytest_sessionfinish(self, exitstatus: int) -> None:
        saw = {
            "exit": int(exitstatus),
            "seconds": round(time.monotonic() - self.began),
            "rooms": {
                room: {**counts, "seconds": round(self.seconds[room], 1)}
                for room, counts in sorted(self.rooms.items())
            },
            "examples": dict(sorted(self.examples.items())),
            "failures": self.failures,
            "skipped": dict(self.skipped.most_common()),
        }
        self.out.write_text(json.dumps(saw, indent=1) + "\n", "utf-8")


def room_of(nodeid: str) -> str:
    """`tests/core/access/test_door.py::x` belongs to `core/access`, `tests/test_x.py::y` to the house."""
    folders = nodeid.split("::")[0].split("/")[1:-1]
    depth = 2 if folders[:1] == ["core"] else 1
    return "/".join(folders[:depth]) or "the house"


def pytest_configure(config: pytest.Config) -> None:
    if named := os.environ.get("HANDRAIL_DEEP_SAW"):
        config.pluginmanager.register(Counting(Path(named)), "handrail-counting")
