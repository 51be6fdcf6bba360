"""Verbs that belong to the whole house."""
