"""Talking a case over: case conferences, supervision, and the review before the help ends."""
