"""Children: a guardian, their best interests, and nobody alone before police or court."""
