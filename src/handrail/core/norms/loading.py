"""Reads deadlines from YAML: ours that ship with the code, and an installation's own."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from handrail.core.milestones.domain.stages import PARENT, Stage
from handrail.core.norms.domain.deadlines import Norm, NormProblem, check_no_overlap, norm_for

NEEDED = ("id", "from", "to", "days", "in_force_from", "source", "ours", "verified")
OPTIONAL = ("country", "in_force_until", "because", "nearest")


def read_deadlines(text: str) -> tuple[Norm, ...]:
    """Return the deadlines in a YAML list. Raises NormProblem naming the entry and what to mend."""
    items = yaml.safe_load(text) or []
    if not isinstance(items, list):
        raise NormProblem("The file is not a list of deadlines: begin each with “- id: ...”")
    norms = tuple(_norm(item) for item in items)
    seen: set[str] = set()
    for norm in norms:
        if norm.id in seen:
            raise NormProblem(f"{norm.id} is there twice: give each deadline its own id")
        seen.add(norm.id)
    check_no_overlap(norms)
    return norms


def _norm(item: Any) -> Norm:
    if not isinstance(item, dict):
        raise NormProblem(f"{item!r} is not a deadline: write id, from, to, days and so on, one a line")
    name = str(item.get("id", "an entry without id"))
    missing = [key for key in NEEDED if key not in item]
    unknown = [str(key) for key in item if key not in (*NEEDED, *OPTIONAL)]
    if missing or unknown:
        raise NormProblem(f"{name}: missing {missing or 'nothing'}, not understood {unknown or 'nothing'}")
    for key in ("ours", "verified"):
        if not isinstance(item[key], bool):
            raise NormProblem(f"{name}: write {key} as true or false")
    if not isinstance(item["days"], int) or isinstance(item["days"], bool):
        raise NormProblem(f"{name}: write days as a whole number")
    try:
        from_stage, to_stage = Stage(item["from"]), Stage(item["to"])
    except ValueError as problem:
        raise NormProblem(f"{name}: {problem}") from problem
    return Norm(
        id=name,
        from_stage=from_stage,
        to_stage=to_stage,
        days=item["days"],
        in_force_from=_day(name, item["in_force_from"]),
        in_force_until=_day(name, item["in_force_until"]) if item.get("in_force_until") else None,
        source=str(item["source"]),
        ours=item["ours"],
        verified=item["verified"],
        country=str(item.get("country") or ""),
        because=str(item.get("because") or "").strip(),
        nearest=str(item.get("nearest") or "").strip(),
    )


def _day(name: str, value: object) -> date:
    if not isinstance(value, date):
        raise NormProblem(f"{name}: write the day as 2026-11-24, not {value!r}")
    return value


@cache
def deadlines(own: Path | None = None) -> tuple[Norm, ...]:
    """Return every deadline that ships with the code and, after it, those of the installation's own file."""
    shipped = resources.files("handrail.core.norms").joinpath("data/deadlines.yaml").read_text("utf-8")
    norms = read_deadlines(shipped)
    # An installation's own file is read once: a change of it takes a restart, as a change of settings does.
    if own is not None and own.exists():
        norms += read_deadlines(own.read_text("utf-8"))
        check_no_overlap(norms)
    return norms


def own_file() -> Path:
    """Where an installation writes its own deadlines."""
    home: Path = settings.HANDRAIL_HOME
    return home / "deadlines.yaml"


def norms_in_force(country: str, on: date) -> dict[Stage, Norm | None]:
    """Return the deadline of every step in a country on a day, the installation's own before ours."""
    known = deadlines(own_file())
    return {step: norm_for(known, step, country=country, on=on) for step in PARENT}
