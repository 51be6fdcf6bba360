"""What is owed to a person by law, with its clocks; it never depends on cooperation."""
