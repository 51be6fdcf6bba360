"""The words of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from handrail.protect.plan.domain.states import GoalState, StepState

if TYPE_CHECKING:
    from django.utils.functional import Promise

GOALS: dict[GoalState, str | Promise] = {
    GoalState.OPEN: _("On the way"),
    GoalState.REACHED: _("Reached"),
    GoalState.DROPPED: _("Not wanted any more"),
}
STEPS: dict[StepState, str | Promise] = {
    StepState.OPEN: _("To do"),
    StepState.DONE: _("Done"),
    StepState.DROPPED: _("Not needed any more"),
}
TONES = {"open": "accent", "reached": "ok", "done": "ok", "dropped": ""}
