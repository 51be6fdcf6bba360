"""Where a message may go: over TLS, and never into the network behind the server."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from handrail.core.access.domain.refusal import Refused

LONGEST_URL = 500


@dataclass(frozen=True, slots=True)
class Target:
    """An address of a receiver in its parts."""

    host: str
    port: int
    path: str


def read_target(url: str) -> Target:
    """Return the parts of an address, or raise `Refused`: webhook-not-https, webhook-address."""
    if len(url) > LONGEST_URL or any(sign <= " " or sign == "\x7f" for sign in url):
        raise Refused("webhook-address")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as unreadable:
        raise Refused("webhook-address") from unreadable
    if parts.scheme != "https":
        raise Refused("webhook-not-https")
    if not parts.hostname or parts.username or parts.password or parts.fragment or not url.isascii():
        raise Refused("webhook-address")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.hostname, port or 443, path)


def check_addresses(addresses: Iterable[str], *, private_allowed: bool) -> list[str]:
    """Return the network addresses of a host if each may be sent to, or raise `Refused("webhook-private")`.

    One private address among public ones is enough to refuse: a name can be made to answer with either.
    """
    found = list(addresses)
    if not found:
        raise Refused("webhook-no-such-host")
    if not private_allowed and not all(_is_public(address) for address in found):
        raise Refused("webhook-private")
    return found


def _is_public(text: str) -> bool:
    address = ipaddress.ip_address(text.partition("%")[0])
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    if inner is not None:
        address = inner
    return address.is_global and not address.is_multicast and not address.is_reserved
