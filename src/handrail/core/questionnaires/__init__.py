"""Questionnaires: instruments as data, scored exactly as they were published."""
