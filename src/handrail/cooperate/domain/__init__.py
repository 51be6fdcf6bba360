"""Decisions of the room for records that come in and go out: no Django, no files, no clock."""
