"""The day of a case worker: what is due, drafts, the calendar."""
