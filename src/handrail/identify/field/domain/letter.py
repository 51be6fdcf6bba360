"""An interview as a phone wrote it down. Pure: no database, no clock."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

LIMIT = 64 * 1024
LONGEST = 120
MOST_ANSWERS = 500


class LetterProblem(ValueError):
    """What was opened is no interview: says where."""


@dataclass(frozen=True, slots=True)
class FieldInterview:
    """One interview. `ended`: the officer ended it; else it broke off and can be gone on with."""

    instrument: str
    version: str
    began: datetime
    ended: bool
    language: str
    interpreter: str
    called: str
    case: str
    answers: Mapping[str, str]


def read_letter(plain: bytes) -> FieldInterview:
    """Return the interview in a letter. Raises `LetterProblem`."""
    try:
        said = json.loads(plain)
    except ValueError as problem:
        raise LetterProblem("it is no JSON") from problem
    if not isinstance(said, dict):
        raise LetterProblem("it is no document")
    return FieldInterview(
        instrument=_text(said, "instrument"),
        version=_text(said, "version"),
        began=_time(_text(said, "began")),
        ended=said.get("ended") is True,
        language=_text(said, "language"),
        interpreter=_text(said, "interpreter"),
        called=_text(said, "called"),
        case=_text(said, "case"),
        answers=_answers(said.get("answers")),
    )


def _text(said: Mapping[str, object], name: str) -> str:
    value = said.get(name, "")
    if not isinstance(value, str) or len(value) > LONGEST:
        raise LetterProblem(f"{name}: no text of {LONGEST} signs at most")
    return value.strip()


def _time(text: str) -> datetime:
    try:
        time = datetime.fromisoformat(text)
    except ValueError as problem:
        raise LetterProblem("began: no time") from problem
    if time.tzinfo is None:
        raise LetterProblem("began: no time zone")
    return time


def _answers(said: object) -> dict[str, str]:
    if not isinstance(said, list) or len(said) > MOST_ANSWERS:
        raise LetterProblem(f"answers: no list of {MOST_ANSWERS} at most")
    found: dict[str, str] = {}
    for pair in said:
        if not (isinstance(pair, list) and len(pair) == 2 and all(isinstance(each, str) for each in pair)):
            raise LetterProblem("answers: not a question and its answer")
        found[pair[0]] = pair[1]
    return found
