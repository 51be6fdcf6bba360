"""The formal determination: proposed by one person with reasons, answered by another, open to appeal."""
