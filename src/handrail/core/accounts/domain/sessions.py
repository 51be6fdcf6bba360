"""When a session ends by itself."""

from __future__ import annotations

from enum import StrEnum


class Ended(StrEnum):
    """Why a session ended."""

    IDLE = "idle"
    TOO_LONG = "too-long"


def session_end(*, now: int, opened: int, seen: int, idle: int, longest: int) -> Ended | None:
    """Return why a session has ended, or None while it lasts. Times in seconds; limits are inclusive."""
    if now - opened > longest:
        return Ended.TOO_LONG
    if now - seen > idle:
        return Ended.IDLE
    return None
