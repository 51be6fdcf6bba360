"""Where a page of a list ended, as text that only this installation can write."""

from __future__ import annotations

from typing import Any

from django.core import signing

from handrail.core.api.domain.problem import Fault, Problem

_SIGNER = "handrail.api.cursor"


def write_cursor(place: list[Any], *, question: list[Any]) -> str:
    """Return a place as text. It is good for this question alone: the operation, its filters, the account."""
    text: str = signing.Signer(salt=_SIGNER).sign_object([question, place])
    return text


def read_place(text: str, *, question: list[Any]) -> list[Any] | None:
    """Return the place, None for the beginning. Raises `Problem` for what this question did not write."""
    if not text:
        return None
    try:
        asked, place = signing.Signer(salt=_SIGNER).unsign_object(text)
    except (signing.BadSignature, ValueError):
        asked, place = None, []
    if asked != question:
        raise Problem(
            422,
            "cursor-unreadable",
            faults=[Fault("query: after", "cursor-unreadable", "It does not belong to this question.")],
        )
    return list(place)
