"""Requests from outside of the test's own thread or client, within the test's own transaction."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from wsgiref.simple_server import WSGIRequestHandler, make_server

from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, connections

from handrail.site.wsgi import application


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        return


@contextmanager
def connection_stays() -> Iterator[None]:
    """A server closes connections after a request; this one holds the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@contextmanager
def serving() -> Iterator[str]:
    """Serve the application on this machine, and give its address."""
    shared = connections[connection.alias]
    server = make_server("localhost", 0, application, handler_class=Quiet)

    def serve() -> None:
        connections[connection.alias] = shared
        server.serve_forever(poll_interval=0.01)

    thread = threading.Thread(target=serve, daemon=True)
    shared.inc_thread_sharing()
    with connection_stays():
        thread.start()
        try:
            yield f"http://localhost:{server.server_port}"
        finally:
            server.shutdown()
            thread.join(5)
            server.server_close()
            shared.dec_thread_sharing()
