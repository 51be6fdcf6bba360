"""The room's verbs of the `handrail` command."""
