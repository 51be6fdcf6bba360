"""What a token may do: scopes of a resource and a verb, within what its account's roles carry."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from handrail.core.access.domain.refusal import Refused

Verb = Literal["read", "write"]
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Limits:
    """How long tokens may live, how many there may be, and how often one may ask."""

    longest_days: int
    usual_days: int
    most_tokens: int
    requests_a_minute: int
    unknown_tokens_a_minute: int


@dataclass(frozen=True, slots=True)
class Wish:
    """A token that somebody wants: its name, its scopes ("cases:read") and its days."""

    name: str
    scopes: tuple[str, ...]
    days: int


def scope(resource: str, verb: Verb) -> str:
    return f"{resource}:{verb}"


def check_wish(wish: Wish, *, may_give: Collection[str], held: int, limits: Limits) -> None:
    """Raise `Refused` unless an account that may give these scopes and holds so many tokens may make it."""
    if not wish.name.strip() or len(wish.name) > LONGEST_NAME:
        raise Refused("token-name", {"longest": LONGEST_NAME})
    if not wish.scopes:
        raise Refused("token-without-scope")
    if not set(wish.scopes) <= set(may_give):
        raise Refused("token-scope-not-yours")
    if not 1 <= wish.days <= limits.longest_days:
        raise Refused("token-lifetime", {"longest": limits.longest_days})
    if held >= limits.most_tokens:
        raise Refused("token-too-many", {"most": limits.most_tokens})


def expiry(made_at: datetime, days: int) -> datetime:
    return made_at + timedelta(days=days)


def why_dead(
    *, at: datetime, expires_at: datetime, revoked: bool, is_active: bool, same_password: bool
) -> str | None:
    """Return the code of why a token opens nothing, or None while it lives."""
    if revoked or not is_active or not same_password:
        return "token-revoked"
    return "token-expired" if at >= expires_at else None


def in_order(scopes: Iterable[str], known: Iterable[str]) -> list[str]:
    """Return scopes once each, in the order in which they are known."""
    wanted = set(scopes)
    return [each for each in known if each in wanted]
