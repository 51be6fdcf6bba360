"""The directory of services, what was asked of them, and what was refused."""
