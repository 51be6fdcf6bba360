"""Which languages the pages have, and whether somebody fluent has read each. Needs no Django."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

LOCALE = Path(__file__).resolve().parents[2] / "locale"
STATE = LOCALE / "state.yaml"


class State(StrEnum):
    """What the pages are written in; a translation that nobody fluent has read; one that somebody signed."""

    SOURCE = "source"
    DRAFT = "draft"
    REVIEWED = "reviewed"


class LanguageProblem(ValueError):
    """A line of `state.yaml` that cannot be used. Says which and why."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the pages, by its BCP 47 code, and its name as its own readers write it."""

    code: str
    own_name: str
    state: State
    reviewed_by: str = ""
    reviewed_on: date | None = None

    @property
    def is_draft(self) -> bool:
        return self.state is State.DRAFT


@cache
def languages() -> tuple[Language, ...]:
    """Return the languages of the pages, the source first."""
    return read_state(yaml.safe_load(STATE.read_text("utf-8")))


def read_state(lines: Sequence[Mapping[str, Any]]) -> tuple[Language, ...]:
    """Return the languages as the file tells them. Raises `LanguageProblem`."""
    return tuple(_language(line) for line in lines)


def _language(line: Mapping[str, Any]) -> Language:
    code = str(line.get("language", ""))
    if line.get("state") not in list(State):
        raise LanguageProblem(f"state.yaml, {code}: the state is source, draft or reviewed.")
    state = State(line["state"])
    by, on = str(line.get("reviewed_by") or ""), line.get("reviewed_on")
    if (state is State.REVIEWED) != bool(by and isinstance(on, date)):
        raise LanguageProblem(
            f"state.yaml, {code}: a reviewed language names reviewed_by and reviewed_on (2026-11-24); "
            "a draft names neither."
        )
    return Language(code, str(line["own_name"]), state, by, on if isinstance(on, date) else None)


def offered(*, drafts: bool) -> list[tuple[str, str]]:
    """Return code and own name of each language that an installation offers."""
    return [(one.code, one.own_name) for one in languages() if drafts or not one.is_draft]


def is_draft(code: str | None) -> bool:
    """Return whether nobody fluent has signed this language."""
    return any(one.code == code and one.is_draft for one in languages())
