"""Verbs of the rights."""
