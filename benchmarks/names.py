"""What made-up names are made of."""

from __future__ import annotations

SYLLABLES = ("ka", "ri", "mo", "sen", "tha", "lu", "pha", "noi", "vay", "dan", "chu", "mai", "sok", "rin")
