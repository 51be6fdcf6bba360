"""What this package adds to pages that core owns."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from handrail.core.registry import NavItem, Rate, RateLimit, nav_items, rate_limits
from handrail.protect.voices.actions import READ


def register() -> None:
    """Called once, when Django has loaded everything."""
    nav_items.add(NavItem("voices", gettext_lazy("What survivors say"), "voices", (READ,), 45))
    # A kiosk answers for many people from one address; a flood is more than all of them.
    rate_limits.add(RateLimit("say", address=Rate(60, 3600)))
