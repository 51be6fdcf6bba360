"""Databases of released versions, as SQL: each must come up to the present version whole."""
