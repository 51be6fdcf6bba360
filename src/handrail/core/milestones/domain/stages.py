"""The stages of the way, which leads to which, how a way can end, and which choices a person can make."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Stage(StrEnum):
    DETECTED = "detected"
    SCREENED = "screened"
    PRESUMED = "presumed"
    IDENTIFIED = "identified"
    ASSISTED = "assisted"
    REINTEGRATED = "reintegrated"
    INVESTIGATED = "investigated"
    PROSECUTED = "prosecuted"
    CONVICTED = "convicted"
    REMEDIED = "remedied"


class End(StrEnum):
    """How a way ends other than by its next step (competing outcomes of the cascade)."""

    DIED = "died"
    DEPARTED = "departed"
    ACQUITTED = "acquitted"
    DECLINED = "declined"
    LOST_CONTACT = "lost_contact"
    COMPLETED = "completed"
    OTHER = "other"


class Choice(StrEnum):
    """What a survivor decides; never a gap, and never a reason to give less."""

    DECLINED_ASSISTANCE = "declined_assistance"
    DECLINED_JUSTICE = "declined_justice"


# Help starts at reasonable grounds: assistance hangs on "presumed", never on formal identification.
PARENT: Mapping[Stage, Stage] = {
    Stage.SCREENED: Stage.DETECTED,
    Stage.PRESUMED: Stage.SCREENED,
    Stage.IDENTIFIED: Stage.SCREENED,
    Stage.ASSISTED: Stage.PRESUMED,
    Stage.REINTEGRATED: Stage.ASSISTED,
    Stage.INVESTIGATED: Stage.SCREENED,
    Stage.PROSECUTED: Stage.INVESTIGATED,
    Stage.CONVICTED: Stage.PROSECUTED,
    Stage.REMEDIED: Stage.CONVICTED,
}

BRANCH: Mapping[str, tuple[Stage, ...]] = {
    "trunk": (Stage.DETECTED, Stage.SCREENED),
    "protection": (Stage.PRESUMED, Stage.ASSISTED, Stage.REINTEGRATED),
    "status": (Stage.IDENTIFIED,),
    "justice": (Stage.INVESTIGATED, Stage.PROSECUTED, Stage.CONVICTED, Stage.REMEDIED),
}

_IN_ORDER: tuple[str, ...] = (*(s.value for s in Stage), *(c.value for c in Choice), "ended")
KINDS: frozenset[str] = frozenset(_IN_ORDER)

# One bit a kind, for the row's note of whose day is known only roughly. Stored: add at the end only.
BIT: Mapping[str, int] = {kind: 1 << place for place, kind in enumerate(_IN_ORDER)}
