"""How the server's log is written: JSON lines from an allow-list; plain texts in a demonstration alone."""

from __future__ import annotations

from typing import Any


def logging_settings(*, plain: bool) -> dict[str, Any]:
    """Return LOGGING. `plain` writes messages and tracebacks as they are: for invented data only."""
    console: dict[str, Any] = {"class": "logging.StreamHandler"}
    if not plain:
        console["formatter"] = "allow-list"
    elsewhere = {"handlers": ["stderr"], "level": "ERROR", "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"allow-list": {"()": "handrail.core.operations.logs.AllowListFormatter"}},
        "handlers": {"stderr": console},
        # Whatever a library logs passes the same formatter.
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "handrail": {"level": "WARNING" if plain else "INFO"},
            "django.request": elsewhere,
            "django.security": elsewhere,
            "axes": elsewhere,
        },
    }
