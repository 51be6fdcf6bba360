"""How old a look at an entry of the directory may become before somebody asks again."""

from __future__ import annotations

from datetime import date, timedelta


def looked_at_before(on: date, days: int) -> date:
    """Return the day: an entry that was last looked at before it is to be asked about again."""
    return on - timedelta(days=days)
