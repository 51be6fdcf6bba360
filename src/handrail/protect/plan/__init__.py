"""The case plan: goals in the person's own words, and steps towards them."""
