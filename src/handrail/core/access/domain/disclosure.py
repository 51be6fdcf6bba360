"""What an account may read of a case that it sees by referral alone: the fields of the cited consent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

EVERYTHING = "*"


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Fields that may be shown; None means the whole case."""

    fields: frozenset[str] | None

    @property
    def whole(self) -> bool:
        return self.fields is None

    def shows(self, field: str) -> bool:
        return self.fields is None or field in self.fields

    def values(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return only the values that may be shown."""
        return {field: value for field, value in values.items() if self.shows(field)}


WHOLE = Disclosure(None)
NOTHING = Disclosure(frozenset())


def under_grants(grants: Iterable[Iterable[str]]) -> Disclosure:
    """Return what several live grants show together: each field that one of them names."""
    named = frozenset(field for fields in grants for field in fields)
    return WHOLE if EVERYTHING in named else Disclosure(named)
