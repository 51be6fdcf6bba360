"""The case plan: goals in the person's own words, steps, conferences, closing."""
