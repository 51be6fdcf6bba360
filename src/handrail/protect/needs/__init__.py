"""What a person needs now, who may harm them, and how to reach them safely."""
