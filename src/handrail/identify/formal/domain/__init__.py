"""Decisions about formal determinations."""
