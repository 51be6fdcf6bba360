"""A measurement in a process and an installation of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any


def measured_apart(
    database: str, command: Callable[[Path], Sequence[str]], *, server: Sequence[str] = ()
) -> dict[str, Any]:
    """Return what a command writes as JSON into the file that it is given.

    `command` are the words after `python -m`; `server` are options of `tests.postgres`.
    """
    with tempfile.TemporaryDirectory(prefix="handrail-bench-") as folder:
        answer = Path(folder) / "answer.json"
        words = [sys.executable, "-m", *command(answer)]
        if database == "postgresql":
            words = [sys.executable, "-m", "tests.postgres", *server, "--", *words]
        home = Path(folder) / "home"
        home.mkdir()
        environment = {
            **os.environ,
            "HANDRAIL_TESTING": "1",
            "HANDRAIL_HOME": str(home),
            "DJANGO_SETTINGS_MODULE": "handrail.site.settings",
        }
        subprocess.run(words, check=True, env=environment)
        found: dict[str, Any] = json.loads(answer.read_text())
        return found
