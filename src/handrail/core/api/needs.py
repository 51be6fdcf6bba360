"""What an operation needs before it begins, written above its function and read when the API is built."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from handrail.core.access.domain.refusal import Refused
from handrail.core.cases.refusals import words_for
from handrail.core.tokens.domain.scopes import Verb, scope

F = TypeVar("F", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class Needs:
    """A scope of the token, at least one permission of the account, and which precondition headers.

    `once` asks for an Idempotency-Key. `if_match` asks for the version; `or_none` allows `If-None-Match: *`.
    `words` tells what a rule of the room refused.
    """

    resource: str
    verb: Verb
    permissions: tuple[str, ...]
    once: bool
    if_match: bool
    or_none: bool
    words: Callable[[Refused], str]

    @property
    def scope(self) -> str:
        return scope(self.resource, self.verb) if self.resource else ""


def needs(
    resource: str,
    verb: Verb,
    *permissions: str,
    once: bool = False,
    if_match: bool = False,
    or_none: bool = False,
    words: Callable[[Refused], str] = words_for,
) -> Callable[[F], F]:
    """Say what an operation needs. An empty resource: any token that lives."""

    def remember(operation: F) -> F:
        operation.needs = Needs(resource, verb, permissions, once, if_match, or_none, words)  # type: ignore[attr-defined]
        return operation

    return remember


def needs_of(operation: object) -> Needs:
    """Return what an operation needs. One that does not say is an error of ours."""
    found = getattr(operation, "needs", None)
    if not isinstance(found, Needs):
        raise TypeError(f"{operation!r} does not say what it needs: write @needs(...) below its route")
    return found
