"""Writing the sealed log out, one line an entry, for somebody who verifies it without this installation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from handrail.core.audit.models import AuditEvent, Seal
from handrail.core.audit.sealing import event_fields, head, unsealed_events
from handrail.core.audit.standalone.verify_log import FORMAT, canonical

_AT_A_TIME = 500


def write_log(out: BinaryIO) -> int:
    """Write the sealed log as it stands and return the number of entries. Memory does not grow with the log.

    The export hides nothing: a sealed event that is no longer in the database is written as `null`, and the
    verifier reports it.
    """
    end = head()
    header = {
        "count": end.position,
        "format": FORMAT,
        "head": end.hash,
        "installation": str(end.installation),
        "unsealed": unsealed_events().count(),
    }
    out.write(canonical(header) + b"\n")
    for line in _entries(until=end.position):
        out.write(line + b"\n")
    return end.position


def _entries(*, until: int) -> Iterator[bytes]:
    after = 0
    while seals := list(
        Seal.objects.filter(position__gt=after, position__lte=until).order_by("position")[:_AT_A_TIME]
    ):
        events = AuditEvent.objects.in_bulk([seal.event for seal in seals])
        for seal in seals:
            event = events.get(seal.event)
            yield canonical(
                {
                    "event": event_fields(event) if event else None,
                    "hash": seal.hash,
                    "position": seal.position,
                    "previous": seal.previous,
                }
            )
        after = seals[-1].position
