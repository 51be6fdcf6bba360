"""What the room adds to pages that core owns: each package its own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from handrail.core.registry import CasePart, case_parts
from handrail.protect.children import rooms as children
from handrail.protect.desk import rooms as desk
from handrail.protect.directory import rooms as directory
from handrail.protect.entitlements import rooms as entitlements
from handrail.protect.feedback import rooms as feedback
from handrail.protect.health import rooms as health
from handrail.protect.needs import rooms as needs
from handrail.protect.plan import rooms as plan
from handrail.protect.returning import rooms as returning

PARTS = (
    CasePart("needs", _("Needs, risks and safe ways to make contact"), 10),
    CasePart("plan", _("The plan, and the help that was asked for"), 20),
    CasePart("child", _("A child's guardian, assessments and appointments"), 30),
    CasePart("return", _("Return, reintegration and follow-up"), 40),
    CasePart("health", _("Answers to questions about health"), 50, apart=True),
    CasePart("sensitive", _("Sensitive notes"), 60, apart=True),
)


def register() -> None:
    """Called once, when Django has loaded everything."""
    for part in PARTS:
        case_parts.add(part)
    needs.register()
    plan.register()
    directory.register()
    entitlements.register()
    health.register()
    children.register()
    returning.register()
    feedback.register()
    desk.register()
