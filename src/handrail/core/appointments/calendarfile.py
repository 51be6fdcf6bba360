"""One's own appointments as a calendar file (RFC 5545). It says when, and nothing about whom or what."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID

LASTS = timedelta(hours=1)
END = "\r\n"


def calendar(events: Iterable[tuple[UUID, datetime]], *, made_at: datetime, title: str) -> str:
    """Return the file's text. `events`: an id and when it begins. `title` stands for each of them.

    Telephones copy calendars to places that nobody chose: so the title is a word that says nothing.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Handrail//EN", "CALSCALE:GREGORIAN"]
    for id, starts_at in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{id}",
            f"DTSTAMP:{_utc(made_at)}",
            f"DTSTART:{_utc(starts_at)}",
            f"DTEND:{_utc(starts_at + LASTS)}",
            f"SUMMARY:{title}",
            "CLASS:PRIVATE",
            "END:VEVENT",
        ]
    return END.join([*lines, "END:VCALENDAR", ""])


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
