"""What the room adds to pages that core owns: each package its own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from handrail.core.registry import CasePart, case_parts
from handrail.protect.afterwards import rooms as afterwards
from handrail.protect.children import rooms as children
from handrail.protect.desk import rooms as desk
from handrail.protect.entitlements import rooms as entitlements
from handrail.protect.health import rooms as health
from handrail.protect.meetings import rooms as meetings
from handrail.protect.needs import rooms as needs
from handrail.protect.plan import rooms as plan
from handrail.protect.sensitive import rooms as sensitive
from handrail.protect.services import rooms as services
from handrail.protect.voices import rooms as voices

PARTS = (
    CasePart("needs", _("Needs, risks and safe ways to make contact"), 10),
    CasePart("children", _("Guardian and best interests of a child"), 15),
    CasePart("afterwards", _("Going or staying, and how life goes on"), 25),
    CasePart("health", _("Answers about health"), 40, apart=True),
    CasePart("meetings", _("Talks of helpers about the case"), 30),
    CasePart("plan", _("The plan: goals and steps"), 20),
)


def register() -> None:
    """Called once, when Django has loaded everything."""
    for part in PARTS:
        case_parts.add(part)
    children.register()
    afterwards.register()
    entitlements.register()
    health.register()
    meetings.register()
    needs.register()
    plan.register()
    sensitive.register()
    services.register()
    voices.register()
    desk.register()
