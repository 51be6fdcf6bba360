"""Screening of body and mind: what was answered is seen by fewer than the case."""
