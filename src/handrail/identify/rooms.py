"""What the room adds to pages that core owns: each package its own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from handrail.core.registry import CasePart, TextSource, case_parts, text_sources
from handrail.identify.field import rooms as field
from handrail.identify.formal import rooms as formal
from handrail.identify.instruments.texts import texts
from handrail.identify.screenings import rooms as screenings


def register() -> None:
    """Called once, when Django has loaded everything."""
    case_parts.add(CasePart("screenings", _("What was asked in a screening, and what it came to"), 5))
    text_sources.add(TextSource("identify", texts))
    screenings.register()
    formal.register()
    field.register()
