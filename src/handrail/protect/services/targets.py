"""Within what time a service should answer and be asked about again, read from `data/services.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import yaml

PLACE = "handrail/protect/services/data/services.yaml"


@cache
def answer_hours() -> Mapping[str, int]:
    """Return the hours for urgent and other requests. Raises `ValueError` for bad data."""
    hours = _targets()["answer_hours"]
    for kind in ("urgent", "other"):
        if not isinstance(hours.get(kind), int) or hours[kind] < 1:
            raise ValueError(f"{PLACE}: answer_hours: {kind}: write whole hours, 1 or more")
    return dict(hours)


@cache
def ask_again_days() -> int:
    """Return after how many days an entry is to be asked about again. Raises `ValueError` for bad data."""
    days = _targets().get("ask_again_days")
    if not isinstance(days, int) or days < 1:
        raise ValueError(f"{PLACE}: ask_again_days: write whole days, 1 or more")
    return days


def _targets() -> Mapping[str, Any]:
    text = resources.files("handrail.protect.services").joinpath("data/services.yaml").read_text("utf-8")
    found: Mapping[str, Any] = yaml.safe_load(text)
    return found
