"""Since when a treaty binds a country, read from `data/parties.yaml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

import yaml


@dataclass(frozen=True, slots=True)
class Bound:
    """`since` None: not known here whether it binds."""

    treaty: str
    since: date | None
    verified: bool


@cache
def parties() -> Mapping[str, Mapping[str, Bound]]:
    """Return each treaty's parties by country. Raises `ValueError` with the place."""
    file = resources.files("handrail.protect.entitlements").joinpath("data/parties.yaml")
    found: dict[str, dict[str, Bound]] = {}
    for treaty, states in yaml.safe_load(file.read_text("utf-8")).items():
        for country, said in states.items():
            at = f"parties.yaml: {treaty}: {country}"
            if set(said) != {"since", "verified"} or not isinstance(said["since"], date):
                raise ValueError(f"{at}: write since (a day, such as 2017-03-08) and verified")
            found.setdefault(treaty, {})[country] = Bound(treaty, said["since"], bool(said["verified"]))
    return found


def binds(norm: str, country: str, on: date) -> bool:
    """Return whether a treaty that a norm names binds the country on a day, as far as is known here."""
    return any(bound.since and bound.since <= on for bound in bound_by(norm, country))


def bound_by(norm: str, country: str) -> Iterator[Bound]:
    """Yield for each treaty that a norm names since when it binds the country."""
    for treaty, states in parties().items():
        if treaty in norm:
            yield states.get(country, Bound(treaty, None, verified=False))
