"""How far a set-up has come: `setup.json`, written anew at each step, gone when the last is done."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FILE = "setup.json"


@dataclass
class Progress:
    """The answers (no secrets among them) and the steps that are done."""

    home: Path
    answers: dict[str, Any]
    done: list[str] = field(default_factory=list)

    def finish(self, step: str) -> None:
        self.done.append(step)
        self.save()

    def save(self) -> None:
        write_whole(self.home / FILE, json.dumps({"answers": self.answers, "done": self.done}, indent=2))

    def remove(self) -> None:
        (self.home / FILE).unlink()


def begun(home: Path) -> Progress | None:
    """Return the set-up that was begun here and not finished."""
    try:
        said: Mapping[str, Any] = json.loads((home / FILE).read_text("utf-8"))
    except FileNotFoundError:
        return None
    return Progress(home, dict(said["answers"]), list(said["done"]))


def write_whole(path: Path, text: str) -> None:
    """Write a file so that it has all of the text, or is as it was."""
    unfinished = path.with_name(f"{path.name}.part")
    handle = os.open(unfinished, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
