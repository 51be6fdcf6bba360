"""Notes for few eyes: within the house, under a permission of their own, and they never leave it."""
