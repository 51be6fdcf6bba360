"""Which database: SQLite out of the box, PostgreSQL where a URL says so.

On PostgreSQL three database roles share the work: `handrail_owner` migrates, `handrail_web` serves
pages, `handrail_oversight` records what the web role must not read. Each has a URL of its own:
HANDRAIL_DATABASE_URL (web), HANDRAIL_OWNER_DATABASE_URL (migrations), or a file each (`database_url`).
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def postgresql(url: str) -> dict[str, Any]:
    """Return Django's settings for one `postgresql://user:password@host:port/name?option=value` URL."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ValueError(f"A database URL begins with postgresql:// (this one with {parts.scheme}://)")
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or parts.hostname or ""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def sqlite(home: Path) -> dict[str, Any]:
    """Return Django's settings for the installation's own SQLite file (write-ahead log)."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": home / "handrail.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;"
                "PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY"
            ),
        },
    }


def database_url(home: Path, *, as_owner: bool = False) -> str:
    """Return the address of the PostgreSQL, "" where the installation has its own SQLite.

    From the environment, or from `database.url` in the folder; the owner's lies apart in `owner/`, where the
    processes that serve pages need not see it.
    """
    named = os.environ.get("HANDRAIL_OWNER_DATABASE_URL" if as_owner else "HANDRAIL_DATABASE_URL")
    path = home / "owner" / "database.url" if as_owner else home / "database.url"
    if named:
        return named
    try:
        return path.read_text("utf-8").strip()
    except (FileNotFoundError, PermissionError, NotADirectoryError):
        return ""


def databases(home: Path) -> dict[str, dict[str, Any]]:
    """Return DATABASES. Migrating on PostgreSQL connects as the owner (`HANDRAIL_AS_OWNER=1`)."""
    url = database_url(home, as_owner=os.environ.get("HANDRAIL_AS_OWNER") == "1")
    return {"default": postgresql(url) if url else sqlite(home)}
