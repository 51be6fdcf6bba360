"""The first set-up of an installation: `handrail init`."""
