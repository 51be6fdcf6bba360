"""What of a form is worth keeping, and for how long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

Fields = Mapping[str, Sequence[str]]

# Defaults of this project.
KEPT_FOR = timedelta(days=14)
LARGEST = 64 * 1024  # characters of one form

NEVER = frozenset({"csrfmiddlewaretoken", "draft_of", "code"})  # a code of six digits; not a postal code
SECRET = ("password", "passphrase")


def too_old_from(at: datetime) -> datetime:
    """Return the time before which a draft that nobody came back to is forgotten."""
    return at - KEPT_FOR


def worth_keeping(fields: Fields) -> dict[str, list[str]]:
    """Return the fields without tokens and secrets; nothing where nothing was typed, or too much."""
    kept = {
        name: list(values)
        for name, values in fields.items()
        if name not in NEVER and not any(word in name.lower() for word in SECRET)
    }
    size = sum(len(name) + sum(len(value) for value in values) for name, values in kept.items())
    typed = any(value.strip() for values in kept.values() for value in values)
    return kept if typed and size <= LARGEST else {}
