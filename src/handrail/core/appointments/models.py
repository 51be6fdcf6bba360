"""Appointments of a case and who comes along. Place and words are sealed under the person's key."""

from __future__ import annotations

import uuid

from django.db import models

from handrail.core.access.scoped import ScopedManager, part_of_case
from handrail.core.accounts.models import Account
from handrail.core.appointments.domain.states import AHEAD, AppointmentState, Kind, Role
from handrail.core.appointments.words import KINDS, ROLES, STATES
from handrail.core.cases.records import CaseRecord, SealedRecord


class Appointment(CaseRecord):
    """One time and place. `alone_by`: who confirmed it although somebody who has to come was missing."""

    kind = models.CharField(max_length=12, choices=KINDS)
    starts_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=STATES, default=AppointmentState.PLANNED)
    alone_by: uuid.UUID | None = models.UUIDField(null=True)  # type: ignore[assignment]

    objects = ScopedManager(part_of_case("appointments"))

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=list(Kind)), name="appointment_kind_known"),
            models.CheckConstraint(
                condition=models.Q(state__in=list(AppointmentState)), name="appointment_state_known"
            ),
        ]
        indexes = [
            models.Index(fields=["case", "starts_at", "id"], name="appointment_case"),
            models.Index(
                fields=["starts_at"],
                name="appointment_ahead",
                condition=models.Q(state__in=sorted(AHEAD)),
            ),
        ]


class Companion(SealedRecord):
    """Who comes along to an appointment: a colleague, or somebody whose name is sealed."""

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=20, choices=ROLES)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    said_yes = models.BooleanField(default=False)

    objects = ScopedManager(part_of_case("appointments"))

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=list(Role)), name="companion_role_known")
        ]
        indexes = [
            models.Index(fields=["appointment"], name="companion_of"),
            models.Index(fields=["account"], name="companion_account"),
        ]
