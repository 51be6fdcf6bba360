"""When wrong passwords close the door, and for whom.

Two attackers pull in opposite directions. Who tries many names from one place must be stopped although no
name is tried often. Who tries one name from everywhere, to keep its owner out, must not succeed. So a
browser in which the name signed in before has a count of its own, which strangers cannot fill.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

# Within the time of `AXES_COOLOFF_TIME`. Ours: no norm says these numbers (docs/adr/0013).
HERE = 6
FROM_ADDRESS = 60
FOR_NAME = 60


class Locked(StrEnum):
    """What was too much."""

    HERE = "here"
    ADDRESS = "address"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Tries:
    """Wrong tries of late.

    `here`: of this name, in this known browser, else from this address. `from_address`: of any name, by
    browsers that are not known, from this address. `for_name`: of this name, by such browsers, anywhere.
    """

    known: bool
    here: int
    from_address: int = 0
    for_name: int = 0


def locked(tries: Tries) -> Locked | None:
    """Return why no password is looked at now, or None."""
    if tries.here >= HERE:
        return Locked.HERE
    if tries.known:
        return None
    if tries.from_address >= FROM_ADDRESS:
        return Locked.ADDRESS
    if tries.for_name >= FOR_NAME:
        return Locked.NAME
    return None
