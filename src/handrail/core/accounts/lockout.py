"""Counts wrong passwords in the database, for all processes; locks by the rules of `domain/lockout.py`."""

from __future__ import annotations

from ipaddress import AddressValueError, IPv6Network, ip_address
from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Q, Sum
from django.http import HttpRequest

from handrail.core.accounts.devices import UNKNOWN, device_of
from handrail.core.accounts.domain.lockout import HERE, Locked, Tries, locked


class LockoutHandler(AxesDatabaseHandler):  # type: ignore[misc]
    """Axes keeps the counts; where it would keep the browser's description, the code of the device stands."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """Return the limit when the door is closed, else 0: axes compares with one limit alone."""
        why = self.why_locked(request, (credentials or {}).get("username") or "")
        request.handrail_locked = why  # type: ignore[attr-defined]
        return HERE if why else 0

    def user_login_failed(
        self, sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **more: Any
    ) -> None:
        if request is not None:
            request.axes_user_agent = device_of(request, credentials.get("username") or "")  # type: ignore[attr-defined]
        super().user_login_failed(sender, credentials, request, **more)

    def why_locked(self, request: HttpRequest, username: str) -> Locked | None:
        """Return why no password of this name is looked at in this browser now, or None. One query."""
        device = device_of(request, username)
        known = device != UNKNOWN
        this_address = Q(ip_address=request.axes_ip_address)  # type: ignore[attr-defined]
        this_name = Q(username=username)
        strangers = Q(user_agent=UNKNOWN)
        here = Q(user_agent=device) if known else strangers & this_address
        counted = AccessAttempt.objects.filter(
            this_name | this_address, attempt_time__gte=get_cool_off_threshold(request)
        ).aggregate(
            here=Sum("failures_since_start", filter=this_name & here),
            from_address=Sum("failures_since_start", filter=strangers & this_address),
            for_name=Sum("failures_since_start", filter=strangers & this_name),
        )
        return locked(Tries(known, **{what: count or 0 for what, count in counted.items()}))


def client_address(request: HttpRequest) -> str | None:
    """Return from where a request comes, as it is counted: the address, for IPv6 its network of 64 bits.

    Behind a proxy that we trust, the last address that it wrote down: the others are what the client says.
    """
    said = request.META.get("REMOTE_ADDR") or ""
    if settings.BEHIND_PROXY:
        said = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")[-1].strip() or said
    try:
        address = ip_address(said)
    except (AddressValueError, ValueError):
        return None
    if address.version == 6:
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(IPv6Network((address, 64), strict=False).network_address)
    return str(address)
