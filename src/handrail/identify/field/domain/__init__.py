"""What a phone sends, read and checked."""
