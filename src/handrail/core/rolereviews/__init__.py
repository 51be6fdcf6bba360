"""Each quarter an administrator looks at every role that somebody holds: kept, or ended."""
