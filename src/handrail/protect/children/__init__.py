"""Safeguards of a child."""
