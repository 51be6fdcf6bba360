"""The sealer: puts the waiting events into one order and chains them, so that writers never wait.

Events are taken by (time, id). An event whose transaction commits late is sealed later than its time would
say; the order of the log is the order of sealing, and that is the order that is proven.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from handrail.core.audit.models import AuditEvent, Checkpoint, Installation, PendingEvent, Seal
from handrail.core.audit.standalone.verify_log import entry_hash, event_hash, genesis_hash

BATCH = 5_000

# Any number, as long as it is always the same: it names the sealer's lock among PostgreSQL's advisory locks.
_LOCK = 0x48616E6472


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the sealed log: the last position (0: nothing is sealed) and its hash."""

    installation: UUID
    position: int
    hash: str


@dataclass(frozen=True, slots=True)
class LogState:
    """How far the log is sealed and signed: positions, and the number of events in the queue."""

    sealed: int
    waiting: int
    checkpoint: int
    checkpoint_at: datetime | None


def seal_pending(*, batch: int = BATCH) -> int:
    """Seal all waiting events, `batch` in a transaction, and return how many. One sealer works at a time."""
    sealed = 0
    while True:
        with transaction.atomic():
            _wait_for_another_sealer()
            now_sealed = _seal_batch(batch)
        sealed += now_sealed
        if now_sealed < batch:
            return sealed


def queue_unsealed() -> int:
    """Put every event that has neither a seal nor a place in the queue back into it; return how many.

    There are none unless somebody removed rows from the queue. Reads the whole log.
    """
    waiting = PendingEvent.objects.filter(event=OuterRef("id"))
    lost = list(unsealed_events().filter(~Exists(waiting)).values_list("id", flat=True))
    PendingEvent.objects.bulk_create([PendingEvent(event=id) for id in lost], ignore_conflicts=True)
    return len(lost)


def unsealed_events() -> QuerySet[AuditEvent]:
    """Return the events that have no seal, whatever the queue says."""
    return AuditEvent.objects.filter(~Exists(Seal.objects.filter(event=OuterRef("id"))))


def head() -> Head:
    """Return the end of the sealed log."""
    last = Seal.objects.order_by("-position").first()
    installation = _installation()
    if last is None:
        return Head(installation, 0, genesis_hash(str(installation)))
    return Head(installation, last.position, last.hash)


def log_state() -> LogState:
    """Return how far the log is sealed and signed."""
    signed = Checkpoint.objects.order_by("-position", "-at").first()
    return LogState(
        sealed=head().position,
        waiting=PendingEvent.objects.count(),
        checkpoint=signed.position if signed else 0,
        checkpoint_at=signed.at if signed else None,
    )


def event_fields(event: AuditEvent) -> dict[str, Any]:
    """Return an event in the form that is hashed and exported (docs/reference/log-format.md)."""
    return {
        "action": event.action,
        "actor": str(event.actor) if event.actor else None,
        "at": moment(event.at),
        "id": str(event.id),
        "ids": event.ids,
        "kind": event.kind,
        "organisation": str(event.organisation) if event.organisation else None,
        "reason": event.reason,
    }


def moment(at: datetime) -> str:
    """Return a time as the log writes it: UTC, six digits of a second, a Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _seal_batch(batch: int) -> int:
    waiting = AuditEvent.objects.filter(id__in=PendingEvent.objects.values("event"))
    events = list(waiting.order_by("at", "id")[:batch])
    end = head()
    position, previous = end.position, end.hash
    seals = []
    for event in events:
        position += 1
        hash = entry_hash(position, previous, event_hash(event_fields(event)))
        seals.append(Seal(position=position, event=event.id, previous=previous, hash=hash))
        previous = hash
    Seal.objects.bulk_create(seals)
    size = connection.features.max_query_params or BATCH
    for start in range(0, len(events), size):
        some = [event.id for event in events[start : start + size]]
        PendingEvent.objects.filter(event__in=some).delete()
    return len(events)


def _wait_for_another_sealer() -> None:
    """Hold the sealer's lock until the transaction ends."""
    # On SQLite the settings begin every transaction as the one writer (IMMEDIATE), nothing is to add.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _installation() -> UUID:
    row, _ = Installation.objects.get_or_create(number=1)
    return row.id
