"""A made-up log of twelve entries with a checkpoint at the eighth, in files, as an expert would hold them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from handrail.core.audit.standalone.verify_log import (
    CHECKPOINT_FORMAT,
    FORMAT,
    Report,
    canonical,
    checkpoint_message,
    entry_hash,
    event_hash,
    genesis_hash,
    verify,
)

INSTALLATION = str(UUID(int=0x111))
OTHER_INSTALLATION = str(UUID(int=0x222))
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
ENTRIES, SIGNED = 12, 8


def event(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "action": "core:case:opened",
        "actor": str(UUID(int=7)),
        "at": f"2026-03-02T09:00:{number:02}.000000Z",
        "id": str(UUID(int=1000 + number)),
        "ids": [str(UUID(int=2000 + number))],
        "kind": "case",
        "organisation": str(UUID(int=9)),
        "reason": "",
        **changes,
    }


def chained(events: list[dict[str, Any]], installation: str = INSTALLATION) -> list[dict[str, Any]]:
    """Return the entries that a sealer would make of these events."""
    entries, previous = [], genesis_hash(installation)
    for position, one in enumerate(events, start=1):
        hash = entry_hash(position, previous, event_hash(one))
        entries.append({"event": one, "hash": hash, "position": position, "previous": previous})
        previous = hash
    return entries


def header_for(entries: list[dict[str, Any]], installation: str = INSTALLATION) -> dict[str, Any]:
    end = entries[-1]["hash"] if entries else genesis_hash(installation)
    return {"count": len(entries), "format": FORMAT, "head": end, "installation": installation, "unsealed": 0}


def checkpoint_at(
    entries: list[dict[str, Any]], position: int, key: Ed25519PrivateKey = KEY
) -> dict[str, Any]:
    end = entries[position - 1]["hash"] if position else genesis_hash(INSTALLATION)
    document = {
        "at": "2026-03-02T10:00:00.000000Z",
        "format": CHECKPOINT_FORMAT,
        "hash": end,
        "installation": INSTALLATION,
        "position": position,
        "public_key": key.public_key().public_bytes_raw().hex(),
    }
    return signed(document, key)


def signed(document: dict[str, Any], key: Ed25519PrivateKey = KEY) -> dict[str, Any]:
    unsigned = {name: value for name, value in document.items() if name != "signature"}
    return {**unsigned, "signature": key.sign(checkpoint_message(unsigned)).hex()}


@dataclass
class Log:
    """The three things an expert holds, open to every kind of tampering before they are verified."""

    entries: list[dict[str, Any]] = field(
        default_factory=lambda: chained([event(n) for n in range(1, ENTRIES + 1)])
    )
    header: dict[str, Any] = field(default_factory=dict)
    checkpoint: dict[str, Any] = field(default_factory=dict)
    change_bytes: Callable[[bytes], bytes] = lambda raw: raw
    key: str | None = None

    def __post_init__(self) -> None:
        self.header = header_for(self.entries)
        self.checkpoint = checkpoint_at(self.entries, SIGNED)

    def rechain(self, events: list[dict[str, Any]]) -> None:
        """Do what whoever owns the database can: make the whole chain and its header anew."""
        self.entries = chained(events)
        self.header = header_for(self.entries)

    def events(self) -> list[dict[str, Any]]:
        return [dict(entry["event"]) for entry in self.entries]

    def verified(self, folder: Path) -> Report:
        lines = [canonical(value) + b"\n" for value in (self.header, *self.entries)]
        (folder / "log.jsonl").write_bytes(self.change_bytes(b"".join(lines)))
        (folder / "checkpoint.json").write_text(json.dumps(self.checkpoint, indent=2))
        return verify(str(folder / "log.jsonl"), [str(folder / "checkpoint.json")], self.key)
