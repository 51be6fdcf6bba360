"""The demonstration: an invented country, its people, and the doors into it."""
