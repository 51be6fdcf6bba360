"""Formats of dates and numbers for the whole house: FORMAT_MODULE_PATH = "handrail.core.shell.formats"."""
