"""What may be shown of what was said."""
