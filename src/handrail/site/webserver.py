"""The web server: cheroot, with TLS of its own. A body is read as it comes, never kept in clear on disk."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cheroot.server import HeaderReader, HTTPConnection, HTTPRequest
from cheroot.ssl.builtin import BuiltinSSLAdapter
from cheroot.wsgi import Server

from handrail.core.operations.logs import house_log

log = house_log("web")
THREADS = 12
LARGEST_HEADERS = 64 * 1024
LARGEST_BODY = 128 * 1024 * 1024  # a larger table comes in by command
QUEUE = 128


@dataclass(frozen=True, slots=True)
class Tls:
    """A certificate (with the chain after it) and its key, both PEM."""

    certificate: Path
    key: Path


class StrictHeaders(HeaderReader):
    """Refuses a space before a colon, which a proxy may read otherwise than we do. Drops names with
    underscores: X_Forwarded_For of a visitor would be taken for the proxy's X-Forwarded-For.
    """

    def _allow_header(self, key_name: bytes) -> bool:
        return b"_" not in key_name

    def _transform_key(self, key_name: bytes) -> bytes:
        if key_name != key_name.strip():
            raise ValueError("A header's name ends with a space.")
        name: bytes = super()._transform_key(key_name)  # type: ignore[misc]
        return name


class HouseRequest(HTTPRequest):
    header_reader = StrictHeaders()


class HouseConnection(HTTPConnection):
    RequestHandlerClass = HouseRequest


class HouseServer(Server):
    """Says that something broke, and where; its own words may hold an address that somebody typed."""

    ConnectionClass = HouseConnection

    def error_log(self, msg: str = "", level: int = 20, traceback: bool = False) -> None:
        log.log(level, "connection-failed", exc_info=traceback)


def make_server(
    application: Any, host: str, port: int, *, tls: Tls | None = None, threads: int = THREADS
) -> HouseServer:
    """Return a server, not yet listening. Raises `OSError`, `ssl.SSLError` for a bad certificate."""
    server = HouseServer(
        (host, port), application, numthreads=threads, server_name="handrail", request_queue_size=QUEUE
    )
    server.max_request_header_size = LARGEST_HEADERS
    server.max_request_body_size = LARGEST_BODY
    if tls:
        adapter = BuiltinSSLAdapter(str(tls.certificate), str(tls.key))
        adapter.context.minimum_version = ssl.TLSVersion.TLSv1_2
        server.ssl_adapter = adapter
    return server
