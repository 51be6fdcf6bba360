"""Sending one message: to the address that was checked, over TLS, following nothing."""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Mapping
from contextlib import closing

from django.conf import settings

from handrail.core.access.domain.refusal import Refused
from handrail.core.webhooks.domain.addresses import Target, check_addresses, read_target

MOST_READ = 2048


def send(url: str, body: bytes, headers: Mapping[str, str], *, timeout: int) -> str:
    """Return the HTTP status that the receiver answered, or the code of what failed before it did.

    The name is looked up once and the connection made to what was checked: a name that answers otherwise
    the second time leads nowhere. A redirect is an answer like another, and is not followed.
    """
    try:
        target = read_target(url)
        addresses = check_addresses(_look_up(target), private_allowed=settings.WEBHOOK_PRIVATE)
    except Refused as refused:
        return refused.code
    try:
        return _post(target, addresses[0], body, headers, timeout)
    except ssl.SSLError:
        return "webhook-tls"
    except (OSError, http.client.HTTPException):
        return "webhook-no-answer"


def _look_up(target: Target) -> list[str]:
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except OSError:
        return []
    return [str(each[4][0]) for each in found]


def _post(target: Target, address: str, body: bytes, headers: Mapping[str, str], timeout: int) -> str:
    context = ssl.create_default_context()
    with (
        socket.create_connection((address, target.port), timeout=timeout) as plain,
        context.wrap_socket(plain, server_hostname=target.host) as secured,
        closing(http.client.HTTPSConnection(target.host, target.port, timeout=timeout)) as connection,
    ):
        connection.sock = secured
        sent = {"Content-Type": "application/json", "User-Agent": "Handrail-Webhook/1", **headers}
        connection.request("POST", target.path, body=body, headers=sent)
        answer = connection.getresponse()
        answer.read(MOST_READ)
        return str(answer.status)
