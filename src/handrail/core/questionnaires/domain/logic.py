"""Three-valued logic: true, false, not known. Not answered is never no."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

Truth: TypeAlias = bool | None  # None is *not known*


def any_of(values: Iterable[Truth]) -> Truth:
    """True when one is true, false only when all are known to be false. Nothing at all is false."""
    unknown = False
    for value in values:
        if value:
            return True
        unknown = unknown or value is None
    return None if unknown else False


def all_of(values: Iterable[Truth]) -> Truth:
    """False when one is false, true only when all are known to be true. Nothing at all is true."""
    unknown = False
    for value in values:
        if value is False:
            return False
        unknown = unknown or value is None
    return None if unknown else True
