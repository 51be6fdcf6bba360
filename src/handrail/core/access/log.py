"""Reading the log as an overseer does: what was done, by whom, to how many records; never a person's name."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from handrail.core.access.door import reach_of
from handrail.core.accounts.models import Account
from handrail.core.audit.models import AuditEvent, Checkpoint, PendingEvent, Seal

if TYPE_CHECKING:
    from collections.abc import Sequence

READ = "core:log:read"
PAGE = 50
# An action that is rare is looked for in so many days at most, so that no question reads the whole log.
LOOK_BACK = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of the log ended: the time and id of its last event."""

    at: datetime
    id: UUID

    @property
    def text(self) -> str:
        micros = int(self.at.timestamp()) * 1_000_000 + self.at.microsecond
        return base64.urlsafe_b64encode(micros.to_bytes(8, "big") + self.id.bytes).decode().rstrip("=")


def read_place(text: str) -> Place | None:
    """Return the place, or None for anything that `text` did not write (the log then starts at its end)."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        seconds, micros = divmod(int.from_bytes(raw[:8], "big"), 1_000_000)
        at = datetime.fromtimestamp(seconds, tz=timezone.get_current_timezone())
        return Place(at.replace(microsecond=micros), UUID(bytes=raw[8:]))
    except (binascii.Error, ValueError, OverflowError, OSError):
        return None


@dataclass(frozen=True, slots=True)
class Sealing:
    """How far the log is proven. `waiting` counts events that no seal holds yet."""

    sealed: int
    waiting: int
    checkpoints: Sequence[Checkpoint]


def events_of(reader: Account, *, action: str, day: date | None, after: Place | None) -> list[AuditEvent]:
    """Return a page and one more of the events of the reader's organisations, newest first.

    `action` is the beginning of an action (core:case). With an action and no day, the last 31 days are read.
    """
    events = AuditEvent.objects.filter(organisation__in=sorted(reach_of(reader, READ).organisations))
    if day:
        start = timezone.make_aware(datetime.combine(day, time.min))
        events = events.filter(at__gte=start, at__lt=start + timedelta(days=1))
    elif action:
        events = events.filter(at__gte=(after.at if after else timezone.now()) - LOOK_BACK)
    if action:
        events = events.filter(action__startswith=action)
    return list(_after(events, after).order_by("-at", "-id")[: PAGE + 1])


def _after(events: QuerySet[AuditEvent], place: Place | None) -> QuerySet[AuditEvent]:
    if place is None:
        return events
    return events.filter(Q(at__lt=place.at) | Q(id__lt=place.id), at__lte=place.at)


def names_of(reader: Account, actors: Iterable[UUID | None]) -> dict[UUID, str]:
    """Return the user names of the actors who belong to the reader's organisations; of others none."""
    organisations = sorted(reach_of(reader, READ).organisations)
    ids = {actor for actor in actors if actor is not None}
    own = Account.objects.filter(id__in=ids, organisation_id__in=organisations)
    return dict(own.values_list("id", "username"))


def sealing() -> Sealing:
    """Return how far the log is sealed and which checkpoints were signed last. Its cost does not grow."""
    last = Seal.objects.order_by("-position").first()
    return Sealing(
        sealed=last.position if last else 0,
        waiting=PendingEvent.objects.count(),
        checkpoints=list(Checkpoint.objects.order_by("-at")[:8]),
    )
