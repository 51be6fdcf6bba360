"""Which words the log takes. Pure."""
