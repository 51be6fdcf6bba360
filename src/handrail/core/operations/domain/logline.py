"""What a line of the server's log may say. Whatever is not on the list is left out, whoever wrote it.

Python's log messages, exception texts and addresses carry what people typed. So a line is built from facts of
known shape, never from a message: a fact whose value does not look as it should is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
UNNAMED = "unnamed"

# Fact -> the shape of its text. A template of an address is ours; the address itself is not.
FACTS: Mapping[str, re.Pattern[str]] = {
    "request": re.compile(r"[0-9a-f]{16}"),
    "method": re.compile(r"[A-Z]{3,7}"),
    "path": re.compile(r"/?(?:[a-z0-9_.-]+/?|<(?:[a-z]+:)?[a-z_]+>[/.]?)*"),
    "status": re.compile(r"[1-5]\d\d"),
    "ms": re.compile(r"\d{1,9}"),
    "count": re.compile(r"\d{1,12}"),
    "code": CODE,
    "verb": CODE,
}
NUMBERS = frozenset({"status", "ms", "count"})
FRAMES = 25


def event_of(message: object) -> str:
    """Return the event that a message names, if it is a code of ours such as `request-answered`."""
    text = str(message)
    return text if CODE.fullmatch(text) and len(text) <= 60 else UNNAMED


def allowed(facts: Mapping[str, object]) -> dict[str, str | int]:
    """Return the facts that a line may say, in the order of the list."""
    kept: dict[str, str | int] = {}
    for name, shape in FACTS.items():
        text = str(facts.get(name, ""))
        if text and len(text) <= 200 and shape.fullmatch(text):
            kept[name] = int(text) if name in NUMBERS else text
    return kept


def place_of(file: str, line: int, function: str) -> str:
    """Return where code stands, without the folders of this machine."""
    path = file.replace("\\", "/")
    for mark in ("/site-packages/", "/src/", "/lib/"):
        if mark in path:
            path = path.rsplit(mark, 1)[1]
            break
    else:
        path = path.rsplit("/", 1)[-1]
    return f"{path}:{line} {function}"


def error_of(kinds: Iterable[str], places: Iterable[str]) -> dict[str, Any]:
    """Return an error as a line may say it: the kinds of it and its causes, and where it arose."""
    return {"kinds": list(kinds), "at": list(places)[-FRAMES:]}


def line(
    *,
    at: float,
    level: str,
    logger: str,
    event: str,
    facts: Mapping[str, object],
    error: dict[str, Any] | None,
) -> dict[str, Any]:
    """Return one line as a document. `at` is seconds since 1970."""
    moment = datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    document: dict[str, Any] = {"at": moment, "level": level.lower(), "logger": logger, "event": event}
    document |= allowed(facts)
    return document | ({"error": error} if error else {})
