"""Every record of the room, so that Django finds them; each package keeps its own."""

from __future__ import annotations

__all__: list[str] = []
