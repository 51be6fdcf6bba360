"""What survivors say of the help: without a name, without a case, and never fewer than ten together."""
