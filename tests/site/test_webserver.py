"""The web server: TLS that devices of the house believe, and no body in clear on the disk."""

from __future__ import annotations

import argparse
import http.client
import socket
import ssl
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from handrail.core.clock import now
from handrail.core.vault.certificates import make_authority, make_certificate
from handrail.core.vault.verbs import make_certificate as certificate_verb
from handrail.site.cli import parser_for
from handrail.site.serving import opening
from handrail.site.verbs.serve import refusal, tls_of
from handrail.site.webserver import LARGEST_BODY, Tls, make_server
from handrail.site.wsgi import BelievesOneProxy


def counts(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """Read the body and say how long it was."""
    size = len(environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)))
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [f"{environ['wsgi.url_scheme']} {size}".encode()]


@contextmanager
def served(tls: Tls | None = None, application: Any = counts) -> Iterator[int]:
    server = make_server(application, "127.0.0.1", 0, tls=tls, threads=2)
    server.prepare()
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield server.bind_addr[1]
    finally:
        server.stop()
        thread.join(timeout=5)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tls")
    make_authority(folder, ["handrail.lan", "127.0.0.1"], at=now())
    make_certificate(folder, ["handrail.lan", "127.0.0.1"], at=now())
    return folder


def ask(port: int, name: str, authority: Path) -> bytes:
    """Ask as a device that trusts the authority and typed this name."""
    context = ssl.create_default_context(cafile=str(authority))
    with (
        socket.create_connection(("127.0.0.1", port), timeout=5) as plain,
        context.wrap_socket(plain, server_hostname=name) as line,
    ):
        line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        return b"".join(iter(lambda: line.recv(4096), b""))


def test_a_device_that_trusts_the_authority_believes_the_house(house: Path) -> None:
    with served(Tls(house / "house.pem", house / "house.key")) as port:
        for name in ("handrail.lan", "127.0.0.1"):
            assert ask(port, name, house / "authority.pem").find(b"https 0") > 0
        with pytest.raises(ssl.SSLCertVerificationError):
            ask(port, "elsewhere.lan", house / "authority.pem")


def test_the_authority_cannot_vouch_for_anybody_else(house: Path, tmp_path: Path) -> None:
    """Whoever steals its key still cannot stand in for another site."""
    for name in ("authority.pem", "authority.key"):
        (tmp_path / name).write_bytes((house / name).read_bytes())
    for stolen in ("bank.example", "192.0.2.7"):
        make_certificate(tmp_path, [stolen], at=now())
        with (
            served(Tls(tmp_path / "house.pem", tmp_path / "house.key")) as port,
            pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree"),
        ):
            ask(port, stolen, tmp_path / "authority.pem")


def test_a_renewed_certificate_is_believed_by_the_same_devices(house: Path, tmp_path: Path) -> None:
    for name in ("authority.pem", "authority.key"):
        (tmp_path / name).write_bytes((house / name).read_bytes())
    make_certificate(tmp_path, ["handrail.lan"], at=now() + timedelta(hours=1))
    with served(Tls(tmp_path / "house.pem", tmp_path / "house.key")) as port:
        assert ask(port, "handrail.lan", house / "authority.pem").find(b"https 0") > 0


def test_a_large_body_never_lies_in_clear_on_the_disk(monkeypatch: Any) -> None:
    def refused(*arguments: Any, **more: Any) -> None:
        raise AssertionError("a temporary file was opened")

    for name in ("TemporaryFile", "NamedTemporaryFile", "SpooledTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, refused)
    with served() as port:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        line.request("POST", "/", body=b"Qwertzamali " * 300_000)
        assert line.getresponse().read() == b"http 3600000"
        line.close()


def test_a_body_that_no_page_takes_is_refused_before_it_is_read() -> None:
    with served() as port, socket.create_connection(("127.0.0.1", port), timeout=5) as line:
        line.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % (LARGEST_BODY + 1))
        assert b" 413 " in line.recv(200)


def says(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """Say which request this is, and all of its body."""
    body = environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"<%s %s>" % (environ["PATH_INFO"].encode(), body)]


def sent(*requests: bytes, application: Any = says) -> bytes:
    """What comes back on one line until it is closed."""
    with (
        served(application=application) as port,
        socket.create_connection(("127.0.0.1", port), timeout=5) as line,
    ):
        line.sendall(b"".join(requests))
        line.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: line.recv(65536), b""))


def forwarded(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"from %s" % environ.get("HTTP_X_FORWARDED_FOR", "nobody").encode()]


def test_a_header_with_underscores_is_not_taken_for_the_proxy_s() -> None:
    asked = b"GET / HTTP/1.1\r\nHost: x\r\n%sX_Forwarded_For: 203.0.113.9\r\nConnection: close\r\n\r\n"
    assert b"from nobody" in sent(asked % b"", application=forwarded)
    assert b"from 198.51.100.7" in sent(asked % b"X-Forwarded-For: 198.51.100.7\r\n", application=forwarded)


LAST = b"GET /last HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"


def test_a_message_with_two_lengths_ends_where_its_chunks_end() -> None:
    """A proxy that went by the other length would take what follows for another person's request."""
    head = b"POST /first HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
    answer = sent(head, b"3\r\nabc\r\n0\r\n\r\n", LAST)
    assert answer.count(b"HTTP/1.1 200") == 2
    assert b"</first abc>" in answer and b"</last >" in answer


@pytest.mark.parametrize(
    "head",
    [
        b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n",
        b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        b"Content-Length: 3\r\nContent-Length: 9\r\n\r\nabc",
        b"Content-Length: x\r\n\r\nabc",
        b"Content-Length: -3\r\n\r\nabc",
        b"Content-Length : 3\r\n\r\nabc",
    ],
)
def test_after_a_message_whose_end_is_doubtful_nothing_more_is_read(head: bytes) -> None:
    assert b"</last" not in sent(b"POST /first HTTP/1.1\r\nHost: x\r\n" + head, LAST)


def test_tls_is_of_today_and_keeps_what_was_said_when_a_key_is_stolen_later(house: Path) -> None:
    server = make_server(counts, "127.0.0.1", 0, tls=Tls(house / "house.pem", house / "house.key"))
    context = server.ssl_adapter.context
    assert context.minimum_version == ssl.TLSVersion.TLSv1_2
    assert context.maximum_version in (ssl.TLSVersion.TLSv1_3, ssl.TLSVersion.MAXIMUM_SUPPORTED)
    for cipher in context.get_ciphers():
        assert cipher["name"].startswith(("TLS_", "ECDHE-", "DHE-")), cipher["name"]
        assert cipher["strength_bits"] >= 128


def options(*words: str) -> argparse.Namespace:
    return parser_for("serve").parse_args(["serve", *words])


@pytest.mark.parametrize(
    ("reached", "says"),
    [
        ("laptop", "Handrail is open at http://localhost:8000/"),
        ("proxy", "Handrail listens at http://localhost:8000/ for the proxy. People open https://house.org/"),
    ],
)
def test_it_says_where_people_go(settings: Any, reached: str, says: str) -> None:
    settings.REACHED, settings.ALLOWED_HOSTS = reached, ["localhost", "house.org"]
    assert opening("http://localhost:8000/") == says


def test_passwords_are_never_served_over_a_network_in_clear(settings: Any, tmp_path: Path) -> None:
    settings.HANDRAIL_HOME = tmp_path
    settings.REACHED = "laptop"
    assert refusal("127.0.0.1", None) == ""
    assert "reached" in refusal("192.0.2.1", None)
    settings.REACHED = "network"
    assert "make-certificate" in refusal("127.0.0.1", None)
    assert tls_of(options()) is None
    assert "house.pem" in refusal("192.0.2.1", Tls(tmp_path / "house.pem", tmp_path / "house.key"))
    settings.ALLOWED_HOSTS = ["handrail.lan", "localhost"]
    assert certificate_verb.run(parser_for("make-certificate").parse_args(["make-certificate"])) == 0
    tls = tls_of(options())
    assert tls is not None and refusal("192.0.2.1", tls) == ""
    assert certificate_verb.run(parser_for("make-certificate").parse_args(["make-certificate", "other"])) == 2
    assert (
        certificate_verb.run(parser_for("make-certificate").parse_args(["make-certificate", "--renew"])) == 0
    )
    settings.REACHED = "proxy"
    assert tls_of(options()) is None and refusal("127.0.0.1", None) == ""


@pytest.mark.parametrize(
    ("proxy", "peer", "believed"),
    [("", "127.0.0.1", False), ("10.0.0.1", "127.0.0.1", False), ("127.0.0.1", "127.0.0.1", True)],
)
def test_exactly_one_proxy_is_believed(proxy: str, peer: str, believed: bool) -> None:
    seen: dict[str, Any] = {}
    application = BelievesOneProxy(lambda environ, start: seen.update(environ), proxy)
    said = {
        "HTTP_X_FORWARDED_FOR": "203.0.113.9",
        "HTTP_X_FORWARDED_PROTO": "https",
        "HTTP_FORWARDED": "for=x",
    }
    application({"REMOTE_ADDR": peer, **said}, None)
    assert (set(said) <= set(seen)) is believed
    assert ("handrail.forwarded" in seen) is not believed
