"""Screening without a network: the app on the phone, and what arrives from it."""
