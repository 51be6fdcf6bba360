"""Every record of the room, so that Django finds them; each package keeps its own."""

from __future__ import annotations

from handrail.protect.afterwards.models import Contact, Going, Talk
from handrail.protect.children.models import BestInterests, Childhood, Guardian
from handrail.protect.health.models import Screening
from handrail.protect.meetings.models import Meeting
from handrail.protect.needs.models import Need, Safety
from handrail.protect.plan.models import Goal, Step
from handrail.protect.sensitive.models import SensitiveNote
from handrail.protect.services.models import Service, ServiceRequest
from handrail.protect.voices.models import Box, Voice

__all__ = [
    "BestInterests",
    "Box",
    "Childhood",
    "Contact",
    "Goal",
    "Going",
    "Guardian",
    "Meeting",
    "Need",
    "Safety",
    "Screening",
    "SensitiveNote",
    "Service",
    "ServiceRequest",
    "Step",
    "Talk",
    "Voice",
]
