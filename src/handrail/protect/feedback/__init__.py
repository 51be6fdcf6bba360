"""What survivors say of the help."""
