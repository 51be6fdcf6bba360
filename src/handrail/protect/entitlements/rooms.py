"""What this package adds to pages that core owns."""

from __future__ import annotations


def register() -> None:
    """Called once, when Django has loaded everything."""
