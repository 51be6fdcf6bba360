"""A small chart of counts by year, on a scale of its own. A masked count is a box over its interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 340, 150
LEFT, RIGHT, TOP, BOTTOM = 6, 334, 18, 126


@dataclass(frozen=True, slots=True)
class Bar:
    """A year's count as a bar; where it was masked, the bar is open and as high as the count can be."""

    year: int
    x: float
    width: float
    y: float
    height: float
    masked: bool


@dataclass(frozen=True, slots=True)
class Panel:
    width: int
    height: int
    base: int
    bars: tuple[Bar, ...]
    highest: int
    highest_x: float
    highest_y: float
    years: tuple[tuple[int, float], ...]


def panel(years: Sequence[int], values: Mapping[int, tuple[int, int]]) -> Panel:
    """Return the chart of the counts there are; a year without a figure stays empty."""
    highest = max((high for _, high in values.values()), default=0)
    scale = (BOTTOM - TOP) / max(highest, 1)
    pitch = (RIGHT - LEFT) / max(len(years), 1)
    bars: list[Bar] = []
    for place, year in enumerate(years):
        if year not in values:
            continue
        low, high = values[year]
        height = max(high * scale, 1.5)
        bars.append(
            Bar(
                year,
                round(LEFT + place * pitch + pitch * 0.12, 2),
                round(pitch * 0.76, 2),
                round(BOTTOM - height, 2),
                round(height, 2),
                low != high,
            )
        )
    top = max(bars, key=lambda bar: bar.height, default=None)
    ends = tuple(
        (year, round(LEFT + place * pitch + pitch / 2, 2))
        for place, year in enumerate(years)
        if place in (0, len(years) - 1)
    )
    at = (top.x + top.width / 2, top.y) if top else (0.0, 0.0)
    return Panel(WIDTH, HEIGHT, BOTTOM, tuple(bars), highest, round(at[0], 2), round(at[1], 2), ends)
