"""What is owed, read from `data/entitlements.yaml`."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import yaml

from handrail.protect.entitlements.domain.owed import Begins, Entitlement
from handrail.protect.entitlements.words import WORDS

PLACE = "handrail/protect/entitlements/data/entitlements.yaml"
KEYS = frozenset({"id", "from", "days", "for", "countries", "since", "norm", "bound", "verified"})


@cache
def entitlements() -> tuple[Entitlement, ...]:
    """Return them in the order of the file. Raises `ValueError` for bad data, with the place."""
    text = (
        resources.files("handrail.protect.entitlements").joinpath("data/entitlements.yaml").read_text("utf-8")
    )
    return tuple(read(entry) for entry in yaml.safe_load(text))


def read(entry: dict[str, Any]) -> Entitlement:
    """Return one entry. Raises `ValueError`: an unknown key is refused, so that none can add a condition."""
    at = f"{PLACE}: {entry.get('id', '?')}"
    if set(entry) != KEYS:
        raise ValueError(f"{at}: write {', '.join(sorted(KEYS))} and nothing else")
    if entry["id"] not in WORDS:
        raise ValueError(f"{at}: there are no words for it; choose one of {', '.join(WORDS)}")
    if entry["for"] not in ("all", "child"):
        raise ValueError(f"{at}: for: write all or child, not {entry['for']!r}")
    days = entry["days"]
    if days is not None and (not isinstance(days, int) or days < 1):
        raise ValueError(f"{at}: days: write a whole number of days, or null")
    if not isinstance(entry["since"], date):
        raise ValueError(f"{at}: since: write a day, such as 2003-12-25")
    return Entitlement(
        id=entry["id"],
        begins=Begins(entry["from"]),
        days=days,
        child_only=entry["for"] == "child",
        countries=frozenset(entry["countries"]),
        since=entry["since"],
        norm=entry["norm"],
        bound=entry["bound"],
        verified=bool(entry["verified"]),
    )
