"""The conventions of contact and attention, read from `data/afterwards.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

from handrail.protect.afterwards.words import FACTORS


@dataclass(frozen=True, slots=True)
class Conventions:
    grown_up_days: tuple[int, ...]
    child_days: tuple[int, ...]
    missed_alert: int
    enhanced: int
    urgent: int
    at_once: frozenset[str]
    source: str


@cache
def conventions() -> Conventions:
    """Return them. Raises `ValueError` for bad data, with the place."""
    place = "handrail/protect/afterwards/data/afterwards.yaml"
    text = resources.files("handrail.protect.afterwards").joinpath("data/afterwards.yaml").read_text("utf-8")
    said = yaml.safe_load(text)
    for name in said["at_once"]:
        if name not in FACTORS:
            raise ValueError(f"{place}: at_once: {name} is no factor; choose one of {', '.join(FACTORS)}")
    return Conventions(
        tuple(said["contacts"]["grown_up_days"]),
        tuple(said["contacts"]["child_days"]),
        said["missed_alert"],
        said["tiers"]["enhanced"],
        said["tiers"]["urgent"],
        frozenset(said["at_once"]),
        said["source"],
    )
