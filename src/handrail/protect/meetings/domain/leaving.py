"""When the help for a person ends, and what is to be looked at before. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum


class Kind(StrEnum):
    """`EXIT`: the look back, and ahead, before a case is closed."""

    CONFERENCE = "conference"
    SUPERVISION = "supervision"
    EXIT = "exit"


class Answer(StrEnum):
    """What a second person says to an exit review."""

    WAITING = "waiting"
    AGREED = "agreed"
    NOT_YET = "not-yet"


def is_reviewed(answers: Sequence[Answer]) -> bool:
    """Return whether the help may end: the last review stands (`answers` in the order of their days).

    A later review that waits or was sent back takes the place of one that was agreed to.
    """
    return bool(answers) and answers[-1] is Answer.AGREED
