"""Going back or staying, and how life goes on: a decision, contacts on a schedule, and talks."""
