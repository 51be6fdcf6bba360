"""Screenings on the desk: asking, what it came to, and what follows from it."""
