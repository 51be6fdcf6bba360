"""Screening for the mind's health, seen by fewer than the case."""
