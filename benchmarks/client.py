"""A browser's part of HTTP: cookies, forms, a choice among the web processes as a proxy makes it."""

from __future__ import annotations

import http.client
import re
import secrets
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
DOWN_FOR = 2.0  # seconds for which a process that did not take a connection is passed over
Fields = dict[str, list[str]]


class NoAnswer(Exception):
    """No answer came. `sent`: whether the request may have reached the server."""

    def __init__(self, why: str, *, sent: bool) -> None:
        super().__init__(why)
        self.sent = sent


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    text: str
    seconds: float

    @property
    def location(self) -> str:
        return self.headers.get("location", "")


class Balancer:
    """Gives each request to the process with the fewest in hand, as `least_conn` does in deploy/."""

    def __init__(self, ports: Iterable[int]) -> None:
        self._lock = threading.Lock()
        self._in_hand = dict.fromkeys(ports, 0)
        self._down: dict[int, float] = {}

    def take(self) -> int:
        with self._lock:
            at = time.monotonic()
            up = [port for port in self._in_hand if self._down.get(port, 0) < at] or list(self._in_hand)
            port = min(up, key=lambda one: self._in_hand[one])
            self._in_hand[port] += 1
            return port

    def give_back(self, port: int, *, down: bool = False) -> None:
        with self._lock:
            self._in_hand[port] -= 1
            if down:
                self._down[port] = time.monotonic() + DOWN_FOR


class Browser:
    """One person's browser, behind the proxy that this client plays (X-Forwarded-For, -Proto)."""

    def __init__(self, balancer: Balancer, address: str, *, timeout: float = 30) -> None:
        self.balancer, self.address, self.timeout = balancer, address, timeout
        self.cookies: dict[str, str] = {}
        self.token = ""

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, b"", "")

    def post(self, path: str, fields: Fields, *, file: tuple[str, str, bytes] | None = None) -> Answer:
        """Send a form; its token is the one of the last form that was seen. `file`: field, name, content."""
        fields = {**fields, "csrfmiddlewaretoken": [self.token]}
        if file is None:
            body = urlencode(fields, doseq=True).encode()
            return self._ask("POST", path, body, "application/x-www-form-urlencoded")
        edge = secrets.token_hex(16)
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, values in fields.items()
            for value in values
        ]
        head = f'--{edge}\r\nContent-Disposition: form-data; name="{file[0]}"; filename="{file[1]}"\r\n'
        parts.append(head.encode() + b"Content-Type: text/csv\r\n\r\n" + file[2] + b"\r\n")
        parts.append(f"--{edge}--\r\n".encode())
        return self._ask("POST", path, b"".join(parts), f"multipart/form-data; boundary={edge}")

    def _ask(self, method: str, path: str, body: bytes, kind: str) -> Answer:
        began = time.perf_counter()
        while True:
            port = self.balancer.take()
            link = http.client.HTTPConnection("127.0.0.1", port, timeout=self.timeout)
            try:
                link.connect()
            except OSError as problem:
                # Nothing was sent: a proxy asks the next process, and gives up after a while.
                self.balancer.give_back(port, down=True)
                link.close()
                if time.perf_counter() - began > self.timeout / 2:
                    raise NoAnswer(
                        f"{type(problem).__name__}: nobody takes a connection", sent=False
                    ) from None
                time.sleep(0.1)
                continue
            try:
                link.request(method, path, body or None, self._headers(kind))
                response = link.getresponse()
                text = response.read().decode("utf-8", "replace")
            except (OSError, http.client.HTTPException) as problem:
                self.balancer.give_back(port)
                raise NoAnswer(type(problem).__name__, sent=True) from None
            finally:
                link.close()
            self.balancer.give_back(port)
            return self._taken(response, text, time.perf_counter() - began)

    def _headers(self, kind: str) -> dict[str, str]:
        said = {
            "Host": "localhost",
            "X-Forwarded-For": self.address,
            "X-Forwarded-Proto": "https",
            "Referer": "https://localhost/",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Accept-Encoding": "identity",
        }
        return {**said, "Content-Type": kind} if kind else said

    def _taken(self, response: http.client.HTTPResponse, text: str, seconds: float) -> Answer:
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";", 1)[0].partition("=")
            self.cookies[name.strip()] = value.strip()
        if tokens := TOKEN.findall(text):
            self.token = tokens[-1]
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status, headers, text, seconds)


def form_with(text: str, field: str) -> Fields:
    """Return what a browser would send of the form that has this field, as it stands; {} for none."""
    reader = _Forms()
    reader.feed(text.split("<main", 1)[-1])
    return next((form for form in reader.forms if field in form), {})


def theirs(text: str, field: str) -> str:
    """Return what a page of an edit conflict says that somebody else saved into a field."""
    found = re.search(rf'name="keep-{field}" value="theirs".*?class="said">(.*?)</span>', text, re.DOTALL)
    said = unescape(found[1]).strip() if found else ""
    return "" if said == "(nothing)" else said


class _Forms(HTMLParser):
    """Reads the forms of a page: inputs, text areas, selects."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Fields] = []
        self._area = self._select = ""
        self._first: str | None = None
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given: dict[str, Any] = dict(attributes)
        if tag == "form":
            self.forms.append({})
        if not self.forms:
            return
        if tag == "input" and given.get("name"):
            ticked = given.get("type") not in ("checkbox", "radio") or "checked" in given
            if ticked and given.get("type") not in ("submit", "file"):
                self._add(given["name"], given.get("value") or "")
        elif tag == "textarea":
            self._area, self._text = given.get("name") or "", []
        elif tag == "select":
            self._select, self._first = given.get("name") or "", None
        elif tag == "option" and self._select and ("selected" in given or self._first is None):
            self._first = given.get("value") or "" if self._first is None else self._first
            if "selected" in given:
                self._add(self._select, given.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            self._add(self._area, "".join(self._text).removeprefix("\n"))
            self._area = ""
        elif tag == "select":
            # Nothing chosen: the first one shows.
            if self._select and self._first is not None and self._select not in self.forms[-1]:
                self._add(self._select, self._first)
            self._select = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self._text.append(data)

    def _add(self, name: str, value: str) -> None:
        self.forms[-1].setdefault(name, []).append(value)
