"""The permissions of the room that more than one package asks for."""

from __future__ import annotations

HELP = "protect:help:write"
