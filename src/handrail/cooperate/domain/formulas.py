"""Text that a spreadsheet would run as a formula: kept as text coming in, made harmless going out."""

from __future__ import annotations

import re

_TRIGGER = re.compile(r"'*[=+\-@\t\r\n]")
_PLAIN_SIGNED = re.compile(r"[+-][\d\s().,/-]*")


def neutralise(text: str) -> str:
    """The text with an apostrophe before it where Excel would take it for a formula; `restore` undoes it."""
    return f"'{text}" if _TRIGGER.match(text) else text


def restore(text: str) -> str:
    """The inverse of `neutralise`, for every text."""
    return text[1:] if text.startswith("'") and _TRIGGER.match(text) else text


def looks_like_formula(text: str) -> bool:
    """Whether someone may have meant the text to run. Phone numbers, dashes and negative numbers do not."""
    return text[:1] in ("=", "@", "\t", "\r") or (
        text[:1] in ("+", "-") and len(text) > 1 and not _PLAIN_SIGNED.fullmatch(text)
    )
