"""The permissions of the room that more than one package asks for."""

from __future__ import annotations

HELP = "protect:help:write"
# Whoever may say who is responsible for a case also answers for how its help ends.
ANSWER_REVIEW = "core:case:assign"
