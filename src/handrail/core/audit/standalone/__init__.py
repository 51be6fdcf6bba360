"""The verifier that needs nothing but Python: `verify_log.py` is copied out and run as it is."""
