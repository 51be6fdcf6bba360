"""The way back in by two persons: one asks, another confirms, and a printed code opens once.

asked -> confirmed -> used; asked or confirmed -> closed. Each waits for hours only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from handrail.core.access.domain.refusal import Refused

REQUEST_LASTS = timedelta(hours=24)
CODE_LASTS = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class Request:
    """What two persons have agreed on so far."""

    concerned: UUID
    asked_by: UUID
    confirmed_by: UUID | None
    used: bool
    expires_at: datetime

    def is_open(self, at: datetime) -> bool:
        return not self.used and at < self.expires_at


def check_ask(*, asker: UUID, concerned: UUID, is_active: bool, open_already: bool) -> None:
    """Raise `Refused` unless `asker` may ask for a way back for the person concerned."""
    if asker == concerned:
        raise Refused("not-for-yourself")
    if not is_active:
        raise Refused("suspended")
    if open_already:
        raise Refused("asked-already")


def check_confirm(request: Request, *, confirmer: UUID, is_active: bool, at: datetime) -> None:
    """Raise `Refused` unless `confirmer` may be the second person."""
    if confirmer == request.concerned:
        raise Refused("not-for-yourself")
    if confirmer == request.asked_by:
        raise Refused("needs-another-person")
    if not is_active:
        raise Refused("suspended")
    if request.confirmed_by is not None:
        raise Refused("confirmed-already")
    if not request.is_open(at):
        raise Refused("request-expired")
