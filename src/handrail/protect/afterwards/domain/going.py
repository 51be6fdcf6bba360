"""Before somebody goes back: what has to be there. Nothing of it can be waived here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Wish(StrEnum):
    UNSURE = "unsure"
    BACK = "back"
    STAY = "stay"
    ELSEWHERE = "elsewhere"


class Lacking(StrEnum):
    WISH = "wish"
    RISK = "risk"
    DETAINED = "detained"
    CHILD = "child"


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known. `best_interests`: a determination about going back is there (for a child)."""

    wish: Wish
    risk: str = ""
    detained: bool = False
    child: bool = False
    best_interests: bool = False


def lacking(standing: Standing) -> tuple[Lacking, ...]:
    """Return what stands against a journey today.

    It is wanted, freely (nobody decides it in detention: IOM Handbook 2007); the risks were assessed before
    (Palermo 8, CoE 16); a child does not go without a determination of its best interests (CoE 16(7)).
    """
    found = []
    if standing.wish not in (Wish.BACK, Wish.ELSEWHERE):
        found.append(Lacking.WISH)
    if not standing.risk:
        found.append(Lacking.RISK)
    if standing.detained:
        found.append(Lacking.DETAINED)
    if standing.child and not standing.best_interests:
        found.append(Lacking.CHILD)
    return tuple(found)
