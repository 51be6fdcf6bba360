"""Two people edit one case at the same time: what fits together is kept, what does not is put to a choice."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that both changed, to different values."""

    field: str
    mine: Any
    theirs: Any


@dataclass(frozen=True, slots=True)
class Merged:
    """`changes` can be written; `clashes` wait for a choice."""

    changes: dict[str, Any]
    clashes: tuple[Clash, ...]


def merge(
    *,
    seen: Mapping[str, Any],
    mine: Mapping[str, Any],
    theirs: Mapping[str, Any],
    mine_wins: Collection[str] = (),
    theirs_wins: Collection[str] = (),
) -> Merged:
    """Return what to write of `mine` over `theirs` (the values as they stand now).

    `seen` are the values that the editor had before them. An empty value and a missing one are the same.
    `mine_wins` and `theirs_wins` name the clashes that were decided.
    """
    changes: dict[str, Any] = {}
    clashes: list[Clash] = []
    for field, value in mine.items():
        now = theirs.get(field)
        if same(value, now) or field in theirs_wins:
            continue
        if field in mine_wins or same(now, seen.get(field)):
            changes[field] = value
        else:
            clashes.append(Clash(field, value, now))
    return Merged(changes, tuple(clashes))


def same(one: Any, other: Any) -> bool:
    """Return whether two values say the same. The order of codes says nothing."""
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return sorted(map(str, one)) == sorted(map(str, other))
    return one == other or (_empty(one) and _empty(other))


def _empty(value: Any) -> bool:
    return value is None or value == "" or value == [] or value == ()
