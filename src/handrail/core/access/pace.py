"""How often one network address may try something. Counted in the database, for all processes."""

from __future__ import annotations

from django.http import HttpRequest

from handrail.core.accounts.lockout import client_address
from handrail.core.clock import now
from handrail.core.operations.rates import counted
from handrail.core.registry import Rate


def within_pace(request: HttpRequest, what: str, *, most: int, seconds: int) -> bool:
    """Count a try and return whether it is one of the first `most` from this address in so many seconds."""
    address = client_address(request) or "unknown"
    count, _ = counted(what, Rate(most, seconds), address, at=int(now().timestamp()))
    return count <= most
