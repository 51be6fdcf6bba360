"""What the law of a country gives, and its clocks."""
