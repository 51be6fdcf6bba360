"""The log's verbs of the command line: seal, checkpoint, export-log, verify-log."""
