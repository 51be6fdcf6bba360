"""The response targets, read from `data/needs.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

import yaml

from handrail.protect.needs.words import KINDS


@cache
def target_hours() -> Mapping[str, int]:
    """Return the hours within which an answer is looked for, by kind. Raises `ValueError` for bad data."""
    place = "handrail/protect/needs/data/needs.yaml"
    text = resources.files("handrail.protect.needs").joinpath("data/needs.yaml").read_text("utf-8")
    hours = yaml.safe_load(text)["hours"]
    for kind, value in hours.items():
        if kind not in KINDS:
            raise ValueError(f"{place}: hours: {kind} is no kind of need; choose one of {', '.join(KINDS)}")
        if not isinstance(value, int) or value < 0:
            raise ValueError(f"{place}: hours: {kind}: write whole hours, 0 or more, not {value!r}")
    return dict(hours)
