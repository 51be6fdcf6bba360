"""Published figures of one country, put together for its page: as published, never added up or divided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from handrail.measure.domain.glotip import UNITS
from handrail.measure.domain.multiples import Panel, panel
from handrail.measure.models import PublishedFigure
from handrail.measure.words import INDICATORS, number
from handrail.measure.words import UNITS as UNIT_WORDS

Interval = tuple[int, int]


def interval_words(interval: Interval) -> str:
    """A published count in words: "1,541", or "0–4" where the publisher masked it."""
    low, high = interval
    return number(low) if low == high else f"{number(low)}–{number(high)}"


@dataclass(frozen=True, slots=True)
class ShownIndicator:
    """One indicator over the years: its own picture with its own scale, its unit, its words by year."""

    name: Any
    unit: Any
    picture: Panel
    by_year: dict[int, str]
    masked: bool


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One indicator taken apart, as published: a column for each part, a row for each year."""

    title: str
    columns: list[str]
    rows: list[tuple[int, list[str]]]


def totals(figures: Iterable[PublishedFigure]) -> tuple[list[int], list[ShownIndicator]]:
    """Return the years and the five indicators of a country, from its totals."""
    values: dict[str, dict[int, list[Interval]]] = defaultdict(lambda: defaultdict(list))
    for figure in figures:
        if (figure.dimension, figure.sex, figure.age) == ("Total", "Total", "Total"):
            values[figure.indicator][figure.year].append((figure.low, figure.high))
    known = sorted({year for years in values.values() for year in years})
    years = list(range(known[0], known[-1] + 1)) if known else []
    shown = [
        ShownIndicator(
            name=INDICATORS[indicator],
            unit=UNIT_WORDS[UNITS[indicator]],
            picture=panel(years, {year: found[0] for year, found in values[indicator].items()}),
            by_year={year: _either(found) for year, found in values[indicator].items()},
            masked=any(low != high for found in values[indicator].values() for low, high in found),
        )
        for indicator in UNITS
        if indicator in values
    ]
    return years, shown


def _either(found: list[Interval]) -> str:
    """What is published for one thing; two different figures for it are both shown."""
    return _(" or ").join(interval_words(interval) for interval in sorted(set(found)))


def breakdowns(figures: list[PublishedFigure]) -> list[Breakdown]:
    """Return the detected victims by sex, by age and by form of exploitation, as published."""
    victims = [figure for figure in figures if figure.indicator == "Detected trafficking victims"]
    whole = [figure for figure in victims if figure.dimension == "Total"]
    made = [
        _breakdown(_("By sex"), ((f.sex, f) for f in whole if f.age == "Total" and f.sex != "Total")),
        _breakdown(_("By age"), ((f.age, f) for f in whole if f.sex == "Total" and f.age != "Total")),
        _breakdown(
            _("By form of exploitation"),
            (
                (f.category, f)
                for f in victims
                if f.dimension == "by form of exploitation" and (f.sex, f.age) == ("Total", "Total")
            ),
        ),
    ]
    return [breakdown for breakdown in made if breakdown.rows]


def _breakdown(title: str, parts: Iterable[tuple[str, PublishedFigure]]) -> Breakdown:
    cells: dict[int, dict[str, list[Interval]]] = defaultdict(lambda: defaultdict(list))
    columns: dict[str, None] = {}
    for part, figure in parts:
        cells[figure.year][part].append((figure.low, figure.high))
        columns[part] = None
    names = sorted(columns)
    return Breakdown(
        title,
        names,
        [
            (year, [_either(cells[year][name]) if cells[year][name] else "" for name in names])
            for year in sorted(cells)
        ],
    )
