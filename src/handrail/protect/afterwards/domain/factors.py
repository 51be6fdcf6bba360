"""What makes it likelier that it happens again: counted for attention, never as a probability."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum


class Tier(StrEnum):
    ROUTINE = "routine"
    ENHANCED = "enhanced"
    URGENT = "urgent"


def tier(factors: Collection[str], *, at_once: Collection[str], enhanced: int, urgent: int) -> Tier:
    """Return how soon somebody looks again. It decides nothing about the person and refuses nothing."""
    present = set(factors)
    if present & set(at_once) or len(present) >= urgent:
        return Tier.URGENT
    return Tier.ENHANCED if len(present) >= enhanced else Tier.ROUTINE
