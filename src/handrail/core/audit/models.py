"""The log's tables. All but the queue are append-only: a trigger refuses UPDATE and DELETE (migration 0002).

No foreign keys: the log never keeps a record alive, and never loses a line with one.
"""

from __future__ import annotations

import uuid

from django.db import models


class AuditEvent(models.Model):
    """Who did what to which records, when, and for which coded reason. Never a value, never a name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField()
    action = models.CharField(max_length=100)
    kind = models.CharField(max_length=64)
    ids = models.JSONField(default=list)
    actor = models.UUIDField(null=True)
    organisation = models.UUIDField(null=True)
    reason = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "at", "id"], name="audit_of_organisation"),
            models.Index(fields=["actor", "at", "id"], name="audit_of_actor"),
        ]


class AuditReason(models.Model):
    """The free text that somebody gave as a reason, sealed under the organisation's key.

    It may be removed, because it may name a person, but not changed. The event's reason then still says
    that a text was given.
    """

    event = models.UUIDField(primary_key=True)
    organisation = models.UUIDField()
    sealed = models.BinaryField()


class PendingEvent(models.Model):
    """An event that waits for the sealer. A trigger adds a row for each event; sealing takes it away."""

    event = models.UUIDField(primary_key=True)


class Seal(models.Model):
    """The place of an event in the one order, and the hash that fixes it and all before it (hexadecimal)."""

    position = models.BigIntegerField(primary_key=True)
    event = models.UUIDField(unique=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["previous"], name="audit_chain_does_not_fork"),
            models.CheckConstraint(condition=models.Q(position__gte=1), name="audit_positions_from_one"),
        ]


class Checkpoint(models.Model):
    """A checkpoint that was signed, as it was handed out."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField()
    position = models.BigIntegerField()
    document = models.JSONField()


class Installation(models.Model):
    """The random name of this installation's log: one row, made when the first event is sealed."""

    number = models.PositiveSmallIntegerField(primary_key=True, default=1)
    id = models.UUIDField(default=uuid.uuid4)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(number=1), name="audit_one_installation")]
