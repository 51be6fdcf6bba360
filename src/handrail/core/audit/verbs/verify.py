"""`handrail verify-log`: the stand-alone verifier, from inside Handrail."""

from __future__ import annotations

from handrail.core.audit.standalone.verify_log import add_arguments, run

__all__ = ["add_arguments", "run"]
