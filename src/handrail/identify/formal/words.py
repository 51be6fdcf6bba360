"""Formal determinations in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from handrail.identify.formal.domain.states import Outcome, State

OUTCOMES = {
    Outcome.VICTIM: _("Identified as a victim of trafficking"),
    Outcome.NOT_ESTABLISHED: _("Not established on what is known today"),
}
STATES = {
    State.PROPOSED: _("Waits for a second person"),
    State.AGREED: _("Agreed"),
    State.RETURNED: _("Returned"),
    State.APPEALED: _("Appealed against"),
}
TONES = {State.PROPOSED: "warn", State.AGREED: "ok", State.RETURNED: "", State.APPEALED: "warn"}
