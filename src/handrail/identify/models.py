"""Every record of the room, so that Django finds them; each package keeps its own."""

from __future__ import annotations

from handrail.identify.field.models import Arrival, Phone
from handrail.identify.formal.models import Formal
from handrail.identify.screenings.models import Screening

__all__ = ["Arrival", "Formal", "Phone", "Screening"]
