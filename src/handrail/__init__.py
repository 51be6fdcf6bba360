"""Handrail: one record along one way, with no drop between the steps."""

__version__ = "0.1.0"
