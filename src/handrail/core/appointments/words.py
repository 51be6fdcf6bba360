"""The words of appointments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from handrail.core.appointments.domain.states import AppointmentState, Kind, Role

if TYPE_CHECKING:
    from django.utils.functional import Promise

KINDS: dict[Kind, str | Promise] = {
    Kind.INTERVIEW: _("Interview by police or prosecution"),
    Kind.HEARING: _("Hearing in court"),
    Kind.FORENSIC: _("Forensic examination"),
    Kind.MEDICAL: _("Doctor or clinic"),
    Kind.LEGAL: _("Lawyer"),
    Kind.SERVICE: _("A service"),
    Kind.CONTACT: _("A talk with the case worker"),
}
STATES: dict[AppointmentState, str | Promise] = {
    AppointmentState.PLANNED: _("Planned"),
    AppointmentState.CONFIRMED: _("Confirmed"),
    AppointmentState.HELD: _("It took place"),
    AppointmentState.CANCELLED: _("Called off"),
}
TONES = {
    AppointmentState.PLANNED: "warn",
    AppointmentState.CONFIRMED: "accent",
    AppointmentState.HELD: "ok",
    AppointmentState.CANCELLED: "",
}
ROLES: dict[Role, str | Promise] = {
    Role.GUARDIAN: _("Guardian"),
    Role.CHILD_PSYCHOLOGIST: _("Child psychologist"),
    Role.SUPPORT: _("Support person"),
    Role.INTERPRETER: _("Interpreter"),
    Role.LAWYER: _("Lawyer"),
    Role.CASE_WORKER: _("Case worker"),
}
