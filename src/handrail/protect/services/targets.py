"""Within how many hours a service should answer, read from `data/services.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

import yaml


@cache
def answer_hours() -> Mapping[str, int]:
    """Return the hours for urgent and other requests. Raises `ValueError` for bad data."""
    place = "handrail/protect/services/data/services.yaml"
    text = resources.files("handrail.protect.services").joinpath("data/services.yaml").read_text("utf-8")
    hours = yaml.safe_load(text)["answer_hours"]
    for kind in ("urgent", "other"):
        if not isinstance(hours.get(kind), int) or hours[kind] < 1:
            raise ValueError(f"{place}: answer_hours: {kind}: write whole hours, 1 or more")
    return dict(hours)
