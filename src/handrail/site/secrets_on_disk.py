"""The secret that signs sessions: one file of the installation, made on first use."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def session_secret(home: Path) -> str:
    """Return the installation's session secret.

    HANDRAIL_SECRET_KEY wins; else `keys/session.secret` is read, and made (mode 0600) where the
    `keys` folder exists. Without a folder (a verb that needs no database) a throw-away one serves.
    """
    named = os.environ.get("HANDRAIL_SECRET_KEY")
    if named:
        return named
    path = home / "keys" / "session.secret"
    if path.is_file():
        return path.read_text().strip()
    fresh = secrets.token_urlsafe(48)
    if path.parent.is_dir():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(fresh)
    return fresh
