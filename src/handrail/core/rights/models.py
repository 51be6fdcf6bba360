"""Requests of persons about their own record, and what was kept past its time and why."""

from __future__ import annotations

import uuid

from django.db import models

from handrail.core.access.scoped import ScopedManager, through_case
from handrail.core.cases.models import Case
from handrail.core.rights.domain.requests import Asker, Right, State


def _values(choices: type[Right] | type[Asker] | type[State]) -> list[str]:
    return [choice.value for choice in choices]


class RightsRequest(models.Model):
    """Somebody asked for something about their record. What they said is sealed under the person's key.

    Once the person is erased, this line is all that is left of it: what was asked, when, and which two said
    yes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12)
    asked_by = models.CharField(max_length=16)
    received_on = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=12, default=State.OPEN.value)
    entered_by: uuid.UUID | None = models.UUIDField()  # type: ignore[assignment]
    entered_at = models.DateTimeField()
    decided_by: uuid.UUID | None = models.UUIDField(null=True)  # type: ignore[assignment]
    decided_at = models.DateTimeField(null=True)
    grace_until = models.DateField(null=True)
    lifted_at = models.DateTimeField(null=True, help_text="when a restriction ended")
    sealed = models.BinaryField(default=bytes)

    objects = ScopedManager(through_case("case"))

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=_values(Right)), name="right_known"),
            models.CheckConstraint(condition=models.Q(asked_by__in=_values(Asker)), name="right_asker_known"),
            models.CheckConstraint(condition=models.Q(state__in=_values(State)), name="right_state_known"),
            models.CheckConstraint(
                condition=models.Q(state="open", decided_at__isnull=True)
                | ~models.Q(state="open") & models.Q(decided_at__isnull=False),
                name="right_decided_when_decided",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="confirmed")
                | models.Q(kind="erasure", grace_until__isnull=False)
                & ~models.Q(decided_by=models.F("entered_by")),
                name="erasure_confirmed_by_a_second_person",
            ),
            models.UniqueConstraint(
                fields=["case", "kind"],
                condition=models.Q(state__in=["open", "confirmed"]),
                name="right_asked_once_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["case", "-received_on"], name="right_case")]


class Hold(models.Model):
    """A record kept past its time, until a day, for a reason that is sealed under the person's key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    until = models.DateField()
    decided_by: uuid.UUID | None = models.UUIDField()  # type: ignore[assignment]
    decided_at = models.DateTimeField()
    sealed = models.BinaryField(default=bytes)

    objects = ScopedManager(through_case("case"))

    class Meta:
        indexes = [models.Index(fields=["case", "until"], name="hold_case")]
