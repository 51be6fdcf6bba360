"""Single published figures that ship with the code, each with its citation."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from django.utils.translation import gettext as _

from handrail.measure.words import number

SOUTHEAST_ASIA = frozenset(("BRN", "KHM", "IDN", "LAO", "MYS", "MMR", "PHL", "SGP", "THA", "TLS", "VNM"))
# In the years the figures speak of, ASEAN had ten members.
ASEAN = SOUTHEAST_ASIA - {"TLS"}
REGION = SOUTHEAST_ASIA | {"CHN", "HKG", "MAC", "TWN", "JPN", "KOR", "PRK", "MNG"}
MEMBERS: Mapping[str, frozenset[str]] = {"EAP": REGION, "SEA": SOUTHEAST_ASIA, "ASEAN": ASEAN}


@dataclass(frozen=True, slots=True)
class SeedFact:
    """One figure as printed: an exact `value`, a range from `low` to `high`, or a bound of it."""

    id: str
    topic: str
    place: str
    about: frozenset[str]
    year: str
    value: str
    low: str
    high: str
    unit: str
    description: str
    citation: str

    @property
    def amount(self) -> str:
        """The figure itself, with its unit; a bound or a range where that is what is printed."""
        if self.unit == "year":
            return ""
        low, high = _number(self.low), _number(self.high)
        if low and high and not self.value:
            words = _("%(low)s to %(high)s") % {"low": low, "high": high}
        elif low and self.value in ("", self.low):
            words = _("%(low)s or more") % {"low": low}
        elif high and self.value in ("", self.high):
            words = _("up to %(high)s") % {"high": high}
        else:
            words = _number(self.value)
        return f"{words} {self.unit}"

    def names(self, iso3: str) -> bool:
        """Whether the figure is about this very country."""
        return iso3 in self.about

    def covers(self, iso3: str) -> bool:
        """Whether the figure is about a region that this country is in."""
        return any(iso3 in MEMBERS[region] for region in self.about & MEMBERS.keys())


def _number(text: str) -> str:
    return number(int(text)) if text.isdigit() else text


@cache
def seed_facts() -> tuple[SeedFact, ...]:
    text = resources.files("handrail.measure").joinpath("data/seed_facts.csv").read_text("utf-8")
    return tuple(
        SeedFact(**{**row, "about": frozenset(row["about"].split())})  # type: ignore[arg-type]
        for row in csv.DictReader(text.splitlines())
    )
