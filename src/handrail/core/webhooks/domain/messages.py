"""What a receiver is sent: no value, no name, and a signature over all of it (Standard Webhooks)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

SECRET_PREFIX = "whsec_"  # noqa: S105 (the prefix, not a secret)
PING = "ping"

# What is told of, by the action as the log spells it. Reading is told to nobody.
KINDS: Mapping[str, str] = {
    "core:case:created": "case.created",
    "core:case:changed": "case.changed",
    "core:case:assigned": "case.assigned",
    "core:entry:added": "note.added",
    "core:milestone:recorded": "milestone.recorded",
    "core:milestone:taken-back": "milestone.taken-back",
    "core:consent:granted": "consent.granted",
    "core:consent:withdrawn": "consent.withdrawn",
    "core:referral:sent": "referral.sent",
    "core:referral:accepted": "referral.accepted",
    "core:referral:declined": "referral.declined",
    "core:referral:ended": "referral.ended",
    "cooperate:import:finished": "import.finished",
    "cooperate:import:undone": "import.undone",
}


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long to wait after each attempt that failed, and other limits."""

    waits: tuple[int, ...]
    timeout_seconds: int
    most_ids: int
    most_subscriptions: int

    def wait_after(self, attempts: int) -> int | None:
        """Return the seconds to wait after so many attempts, or None when it is enough."""
        return self.waits[attempts - 1] if attempts <= len(self.waits) else None


def body_of(kind: str, record: str, ids: Sequence[str], *, at: datetime, most_ids: int) -> bytes:
    """Return the message as it is signed and sent. Many ids are counted, not listed."""
    told = list(ids) if len(ids) <= most_ids else []
    data = {"record": record, "ids": told, "count": len(ids)}
    document = {"type": kind, "timestamp": at.isoformat(), "data": data}
    return json.dumps(document, separators=(",", ":")).encode()


def written_secret(secret: bytes) -> str:
    return SECRET_PREFIX + base64.b64encode(secret).decode()


def signed_headers(secret: bytes, message: UUID, body: bytes, *, at: datetime) -> dict[str, str]:
    """Return the three headers by which the receiver knows who sent it, that it is whole, and when."""
    stamp = str(int(at.timestamp()))
    signed = hmac.new(secret, f"{message}.{stamp}.".encode() + body, hashlib.sha256).digest()
    return {
        "webhook-id": str(message),
        "webhook-timestamp": stamp,
        "webhook-signature": "v1," + base64.b64encode(signed).decode(),
    }
