"""Leave, and who stands in: while somebody is away, a deputy works on that colleague's own cases."""
