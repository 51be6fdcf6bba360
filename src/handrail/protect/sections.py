"""The parts of a person's help page: each package of the room adds its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handrail.core.registry import Registry

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.functional import Promise

    from handrail.core.cases.models import Case


@dataclass(frozen=True, slots=True)
class HelpSection:
    """A section: its words in the page's list of parts, a template, and the function that fills it.

    The function reads through the door for the request's account, and returns None where there is nothing
    that this account may see: then the page names no such part.
    """

    id: str
    words: str | Promise
    template: str
    context: Callable[[HttpRequest, Case], dict[str, Any] | None]
    order: int


help_sections: Registry[HelpSection] = Registry()
