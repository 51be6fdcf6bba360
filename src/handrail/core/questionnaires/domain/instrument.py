"""An instrument: its items, the answers that each takes, how it is scored, and what its score says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class InstrumentProblem(ValueError):
    """An instrument that cannot be used; says where and how to mend it."""


class Use(StrEnum):
    """`ITEMS`: its items may be shown. `SCORE`: it is filled in on its own paper, and its score comes in."""

    ITEMS = "items"
    SCORE = "score"


@dataclass(frozen=True, slots=True)
class Item:
    """`flag`: what an answer of `flag_from` or more opens at once ("self-harm")."""

    id: str
    text: str
    flag: str = ""
    flag_from: int = 1


@dataclass(frozen=True, slots=True)
class Band:
    """From this score on. `positive`: a clinician should look."""

    starts_at: float
    words: str
    positive: bool


@dataclass(frozen=True, slots=True)
class Instrument:
    """`gate`: the id of an item that ends it with 0 when it is answered with 0 (a trauma gate)."""

    id: str
    title: str
    about: str
    use: Use
    lead: str
    items: tuple[Item, ...]
    answers: tuple[tuple[int, str], ...]
    gate: str
    lowest: float
    highest: float
    bands: tuple[Band, ...]
    notice: str
    source: str
    verified: bool

    def band(self, score: float) -> Band | None:
        """Return the band that a score falls in; None for an instrument without published bands."""
        reached = [band for band in self.bands if score >= band.starts_at]
        return reached[-1] if reached else None


@dataclass(frozen=True, slots=True)
class Scored:
    score: float
    flags: tuple[str, ...]


def score(instrument: Instrument, answers: Mapping[str, int]) -> Scored:
    """Add up the answers, as published; nothing is filled in for one that is missing.

    Raises `InstrumentProblem` for an answer that is missing or that the instrument does not take.
    """
    taken = {value for value, _words in instrument.answers}
    gated = bool(instrument.gate) and answers.get(instrument.gate) == 0
    total = 0
    flags: list[str] = []
    for item in instrument.items:
        given = answers.get(item.id)
        if given is None:
            if gated and item.id != instrument.gate:
                continue
            raise InstrumentProblem(f"{instrument.id}: {item.id} has no answer; every item needs one")
        if given not in taken:
            raise InstrumentProblem(
                f"{instrument.id}: {item.id}: {given} is no answer; choose of {sorted(taken)}"
            )
        if item.id != instrument.gate and not gated:
            total += given
            if item.flag and given >= item.flag_from:
                flags.append(item.flag)
    return Scored(total, tuple(dict.fromkeys(flags)))


def read(id: str, said: Mapping[str, object], *, place: str) -> Instrument:
    """Return an instrument as its file has it. Raises `InstrumentProblem` with the place."""

    def need(name: str) -> object:
        if name not in said:
            raise InstrumentProblem(f"{place}: {id}: {name} is missing")
        return said[name]

    use = Use(str(need("use")))
    items: Sequence[Mapping[str, object]] = said.get("items", ())  # type: ignore[assignment]
    answers: Sequence[Sequence[object]] = said.get("answers", ())  # type: ignore[assignment]
    bands: Sequence[Mapping[str, object]] = said.get("bands", ())  # type: ignore[assignment]
    found = Instrument(
        id=id,
        title=str(need("title")),
        about=str(need("about")),
        use=use,
        lead=str(said.get("lead", "")),
        items=tuple(
            Item(
                str(each["id"]),
                str(each["text"]),
                str(each.get("flag", "")),
                int(str(each.get("flag_from", 1))),
            )
            for each in items
        ),
        answers=tuple((int(str(value)), str(words)) for value, words in answers),
        gate=str(said.get("gate", "")),
        lowest=float(str(need("lowest"))),
        highest=float(str(need("highest"))),
        bands=tuple(
            Band(float(str(each["from"])), str(each["words"]), bool(each["positive"])) for each in bands
        ),
        notice=str(need("notice")),
        source=str(need("source")),
        verified=bool(need("verified")),
    )
    _check(found, place)
    return found


def _check(found: Instrument, place: str) -> None:
    at = f"{place}: {found.id}"
    if (found.use is Use.ITEMS) != bool(found.items and found.answers):
        raise InstrumentProblem(f"{at}: items and answers belong to an instrument that shows its items")
    starts = [band.starts_at for band in found.bands]
    if starts != sorted(starts):
        raise InstrumentProblem(f"{at}: bands: write them from the lowest to the highest")
    if found.gate and found.gate not in {item.id for item in found.items}:
        raise InstrumentProblem(f"{at}: gate: {found.gate} is none of its items")
    if found.items:
        counted = len(found.items) - bool(found.gate)
        values = [value for value, _words in found.answers]
        if (found.lowest, found.highest) != (counted * min(values), counted * max(values)):
            raise InstrumentProblem(f"{at}: lowest and highest are not what its items add up to")
