"""`python -m tests.deep [sqlite] [postgresql] [door] [suppression] [incidence]`: full counts, and their page.

Parts that are not named are left as they were seen last; what each saw lies in var/deep/.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.deep import mutation
from tests.deep.page import page

ROOT = Path(__file__).resolve().parents[2]
SEEN = ROOT / "var" / "deep"
PAGE = ROOT / "docs" / "reference" / "deep-tests.md"
PYTEST = (sys.executable, "-m", "pytest", "tests", "-p", "tests.deep.counting", "-q")
RUNS = {
    "sqlite": (*PYTEST, "-m", "not browser"),
    "postgresql": (sys.executable, "-m", "tests.postgres", "--", *PYTEST, "-m", "not browser and not pure"),
}
RULES = tuple(rule.id for rule in mutation.RULES)
PARTS = (*RUNS, *RULES)


def commit() -> str:
    """The commit under test, with a word when the tree holds more than it."""
    told = [
        subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
        for words in (("rev-parse", "--short=12", "HEAD"), ("status", "--porcelain", "--untracked-files=no"))
    ]
    changed = [line for line in told[1].splitlines() if not line.endswith("docs/reference/deep-tests.md")]
    return told[0] + (" and changes" if changed else "")


def see(name: str) -> dict[str, Any]:
    """Run one part. Returns what it saw, with the commit it saw it at."""
    began = time.monotonic()
    saw: dict[str, Any] = {
        "commit": commit(),
        "on": datetime.now(UTC).date().isoformat(),
        "python": platform.python_version(),
    }
    if name in RULES:
        saw |= mutation.run(name)
        saw["bad"] = any(survivor["why"] == mutation.HOLE for survivor in saw["survivors"])
    else:
        left = SEEN / f"{name}.run.json"
        left.unlink(missing_ok=True)
        environment = {**os.environ, "HANDRAIL_DEEP": "1", "HANDRAIL_DEEP_SAW": str(left)}
        ran = subprocess.run(RUNS[name], cwd=ROOT, env=environment, check=False)
        saw |= json.loads(left.read_text("utf-8"))
        saw["bad"] = ran.returncode != 0
    saw["seconds"] = round(time.monotonic() - began)
    return saw


def main(names: list[str]) -> int:
    """Run the named parts, or all. Returns 1 when a test failed or a fault found a hole."""
    unknown = sorted(set(names) - set(PARTS))
    if unknown:
        print(f"There is no part {unknown[0]}. Parts: {' '.join(PARTS)}", file=sys.stderr)
        return 2
    SEEN.mkdir(parents=True, exist_ok=True)
    bad = False
    for name in names or PARTS:
        saw = see(name)
        bad = bad or saw["bad"]
        (SEEN / f"{name}.json").write_text(json.dumps(saw, indent=1) + "\n", "utf-8")
    files = {name: SEEN / f"{name}.json" for name in PARTS}
    seen = {name: json.loads(file.read_text("utf-8")) for name, file in files.items() if file.exists()}
    PAGE.write_text(page(seen, tuple(name for name in PARTS if name not in seen)), "utf-8")
    print(f"Written: {PAGE.relative_to(ROOT)}")
    return int(bad)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
