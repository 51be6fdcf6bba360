"""The targets for children, read from `data/children.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

import yaml

NAMES = ("guardian", "assessment", "interviews", "before_18_days")


@cache
def hours() -> Mapping[str, int]:
    """Return the targets by name. Raises `ValueError` for bad data."""
    place = "handrail/protect/children/data/children.yaml"
    text = resources.files("handrail.protect.children").joinpath("data/children.yaml").read_text("utf-8")
    found = yaml.safe_load(text)["hours"]
    for name in NAMES:
        if not isinstance(found.get(name), int) or found[name] < 1:
            raise ValueError(f"{place}: hours: {name}: write a whole number, 1 or more")
    return dict(found)
