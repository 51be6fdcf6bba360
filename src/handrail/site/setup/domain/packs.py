"""Country packs: what an installation in a country begins with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml


@dataclass(frozen=True, slots=True)
class Pack:
    """The usual time zones and the languages of a country, the most used first."""

    country: str
    time_zones: tuple[str, ...]
    languages: tuple[str, ...]

    def language(self, known: Mapping[str, object]) -> str:
        """Return the first language that the pages have; English where they have none of them."""
        return next((language for language in self.languages if language in known), "en")


@cache
def packs() -> Mapping[str, Pack]:
    """Return every pack by country (ISO 3166-1 alpha-2)."""
    text = resources.files("handrail.site.setup").joinpath("data/country-packs.yaml").read_text("utf-8")
    return {
        item["country"]: Pack(item["country"], tuple(item["time_zones"]), tuple(item["languages"]))
        for item in yaml.safe_load(text)
    }


def pack_of(country: str) -> Pack:
    """Return a country's pack; where we ship none, one that chooses nothing."""
    return packs().get(country, Pack(country, (), ()))
