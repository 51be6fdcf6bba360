"""The cascade as a drawing: a trunk that parts into branches, as thick as there are people.

At each step stands a column as tall as the people who could take it. What continues is solid; what is missing
below it is parted into the gap, choice, and the rest. Pure geometry, in the drawing's own units.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handrail.core.milestones.domain.stages import PARENT, Stage
from handrail.measure.domain.standing import Standing

WIDTH, HEIGHT = 1180, 776
COLUMN = 26
TALLEST = 108.0
THINNEST = 2.0
LEFT = 8
PITCH = 196
TOP: Mapping[str, int] = {"protection": 92, "trunk": 342, "status": 342, "justice": 592}


@dataclass(frozen=True, slots=True)
class Part:
    kind: str
    people: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Column:
    """One stage: where its column stands, and what it is made of."""

    stage: Stage
    branch: str
    x: float
    top: float
    bottom: float
    people: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """The people who come from one column and stand before the next: an outline as an SVG path."""

    stage: Stage
    path: str


@dataclass(frozen=True, slots=True)
class Picture:
    width: int
    height: int
    columns: tuple[Column, ...]
    bands: tuple[Band, ...]


def picture(detected: int, standings: Sequence[Standing]) -> Picture:
    """Return the drawing. Everything is to one scale; where people are, a line of at least 2 units is."""
    scale = TALLEST / max(detected, 1)
    columns = {Stage.DETECTED: _first(detected, scale)}
    for standing in standings:
        columns[standing.step.to_stage] = _column(standing, scale)
    bands = [
        _band(columns[PARENT[stage]], column)
        for stage, column in columns.items()
        if stage in PARENT and column.parts
    ]
    return Picture(WIDTH, HEIGHT, tuple(columns.values()), tuple(bands))


def _x(stage: Stage) -> float:
    steps = 0
    while stage in PARENT:
        stage, steps = PARENT[stage], steps + 1
    return LEFT + steps * PITCH


def _thick(people: int, scale: float) -> float:
    return max(people * scale, THINNEST) if people else 0.0


def _first(detected: int, scale: float) -> Column:
    top, height = float(TOP["trunk"]), _thick(detected, scale)
    parts = (Part("through", detected, top, height),) if detected else ()
    return Column(Stage.DETECTED, "trunk", _x(Stage.DETECTED), top, top + height, detected, parts)


def people_by_part(standing: Standing) -> dict[str, int]:
    """Everybody at a step, once: through, in the gap (waiting past the deadline), by choice, and the rest."""
    now = standing.now
    return {
        "through": now.reached,
        "gap": now.waiting_late,
        "choice": now.choice,
        "rest": now.ended_total + now.waiting_in_time,
    }


def _column(standing: Standing, scale: float) -> Column:
    branch = standing.step.branch
    top = y = float(TOP[branch])
    parts: list[Part] = []
    for kind, people in people_by_part(standing).items():
        # Who came without the stage before is at the stage all the same: what goes on is that thick.
        drawn = standing.stage if kind == "through" else people
        if height := _thick(drawn, scale):
            parts.append(Part(kind, drawn, y, height))
            y += height
    stage = standing.step.to_stage
    return Column(stage, branch, _x(stage), top, y, standing.stage, tuple(parts))


def _band(before: Column, after: Column) -> Band:
    """From what goes on at one column to the whole of the next, bent where the branch leaves the trunk."""
    thick = before.parts[0].height if before.parts and before.parts[0].kind == "through" else 0.0
    x1, x2 = before.x + COLUMN, after.x
    bend = (x2 - x1) * 0.55
    end = min(thick, after.bottom - after.top) if thick else 0.0
    out, back = x1 + bend, x2 - bend
    y1, y2 = before.top, after.top
    path = (
        f"M{x1:.1f} {y1:.1f}C{out:.1f} {y1:.1f} {back:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
        f"V{y2 + end:.1f}C{back:.1f} {y2 + end:.1f} {out:.1f} {y1 + thick:.1f} {x1:.1f} {y1 + thick:.1f}Z"
    )
    return Band(after.stage, path)


def shares(counts: Sequence[int], *, of: int, width: float) -> list[tuple[float, float]]:
    """Return where each part of a bar begins and how long it is, for counts that are parts of `of` people."""
    if of <= 0:
        return [(0.0, 0.0) for _ in counts]
    placed: list[tuple[float, float]] = []
    at = 0.0
    for count in counts:
        long = width * count / of
        placed.append((round(at, 2), round(long, 2)))
        at += long
    return placed
