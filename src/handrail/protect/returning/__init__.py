"""Return, reintegration and the follow-up of both."""
