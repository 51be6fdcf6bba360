"""The full counts of `make test-deep`, and the page that says what they saw."""
