"""Decisions about drafts."""
