"""The place in a list where a page ended, as text for an address."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True, order=True)
class Cursor:
    """The last row of a page: its day and its id."""

    opened_on: date
    id: UUID

    @property
    def text(self) -> str:
        """Letters for an address; they say nothing to a reader."""
        return (
            base64.urlsafe_b64encode(self.opened_on.toordinal().to_bytes(3, "big") + self.id.bytes)
            .decode()
            .rstrip("=")
        )


def read_cursor(text: str) -> Cursor | None:
    """Return the place, or None for anything that `text` did not write (the list then starts at its top)."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        return Cursor(date.fromordinal(int.from_bytes(raw[:3], "big")), UUID(bytes=raw[3:]))
    except (binascii.Error, ValueError, OverflowError):
        return None
