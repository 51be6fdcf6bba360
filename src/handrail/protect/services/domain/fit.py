"""Whom a service takes, held against one person: what stands in the way, and what nobody may be asked for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Bar(StrEnum):
    """What stands between a person and a service, as the directory has it."""

    SEX = "sex"
    AGE = "age"
    NATIONALITY = "nationality"
    FULL = "full"
    COOPERATION = "cooperation"


# A full house has a waiting list, and a condition may be withdrawn when somebody asks: these do not end it.
SOFT = frozenset({Bar.FULL, Bar.COOPERATION})


@dataclass(frozen=True, slots=True)
class Seeker:
    """What is known of the person. None and empty: not known, which never stands in the way.

    `youngest` and `oldest`: the age in whole years, as an interval.
    """

    sex: str = ""
    youngest: int | None = None
    oldest: int | None = None
    nationalities: frozenset[str] = frozenset()


class Offer(Protocol):
    """What the directory says of a service. Empty lists and None: everybody, or not known."""

    @property
    def sexes(self) -> Collection[str]: ...
    @property
    def age_from(self) -> int | None: ...
    @property
    def age_to(self) -> int | None: ...
    @property
    def nationalities(self) -> Collection[str]: ...
    @property
    def free(self) -> int | None: ...
    @property
    def asks_cooperation(self) -> bool | None: ...


def bars(offer: Offer, seeker: Seeker) -> tuple[Bar, ...]:
    """Return what stands in the way, as far as it is known of both."""
    found = []
    if offer.sexes and seeker.sex not in ("", "unknown") and seeker.sex not in offer.sexes:
        found.append(Bar.SEX)
    if _outside(offer.age_from, offer.age_to, seeker.youngest, seeker.oldest):
        found.append(Bar.AGE)
    if offer.nationalities and seeker.nationalities and not seeker.nationalities & set(offer.nationalities):
        found.append(Bar.NATIONALITY)
    if offer.free == 0:
        found.append(Bar.FULL)
    if offer.asks_cooperation:
        found.append(Bar.COOPERATION)
    return tuple(found)


def _outside(low: int | None, high: int | None, youngest: int | None, oldest: int | None) -> bool:
    """Whether no age that the person may have is taken."""
    too_young = low is not None and oldest is not None and oldest < low
    too_old = high is not None and youngest is not None and youngest > high
    return too_young or too_old


def rank(offer: Offer, seeker: Seeker) -> tuple[int, int, int]:
    """Return the place of a service in a list: what fits first, without conditions, with free places."""
    found = bars(offer, seeker)
    hard = sum(bar not in SOFT for bar in found)
    return hard, Bar.COOPERATION in found, Bar.FULL in found
