"""Appointments of a case, and who has to come along."""
