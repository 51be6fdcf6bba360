"""Every record of the room, so that Django finds them; each package keeps its own."""

from __future__ import annotations

from handrail.protect.needs.models import Need, Safety

__all__ = ["Need", "Safety"]
