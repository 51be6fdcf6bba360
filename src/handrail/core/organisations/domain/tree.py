"""Moving a unit within its organisation. A path names every ancestor, each part ended by a full stop."""

from __future__ import annotations

from collections.abc import Iterable

from handrail.core.access.domain.refusal import Refused

DEEPEST = 12


def check_place(parent_path: str, *, levels: int = 1) -> None:
    """Raise `Refused("too-deep")` unless `levels` levels of units fit below a parent."""
    if parent_path.count(".") + levels > DEEPEST:
        raise Refused("too-deep", {"deepest": DEEPEST})


def check_merge(path: str, into_path: str, movers_paths: Iterable[str]) -> None:
    """Raise `Refused` unless a unit may become part of another.

    `movers_paths` as in `check_move`: nobody brings cases into their own reach.
    """
    if path.count(".") == 1:
        raise Refused("merge-head")
    if into_path.startswith(path):
        raise Refused("below-itself")
    if any(into_path.startswith(own) and not path.startswith(own) for own in movers_paths):
        raise Refused("opens-cases-to-you")


def check_move(path: str, parent_path: str, below: Iterable[str], movers_paths: Iterable[str]) -> None:
    """Raise `Refused` unless a unit may move below a new parent.

    `below` are the paths of the unit and all units under it. `movers_paths` are the units on which whoever
    moves holds a role that opens cases: nobody brings a unit into their own reach.
    """
    if parent_path.startswith(path):
        raise Refused("below-itself")
    deepest = max(one.count(".") for one in below)
    check_place(parent_path, levels=deepest - path.count(".") + 1)
    if any(parent_path.startswith(own) and not path.startswith(own) for own in movers_paths):
        raise Refused("opens-cases-to-you")
