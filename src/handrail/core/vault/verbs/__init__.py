"""The vault's verbs of the command line: make-keys."""
