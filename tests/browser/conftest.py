"""The demonstration, built and served by the command that a visitor types, and a browser to look at it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.chromium import DESK

# A slow machine is no failure.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a freshly built demonstration, served by `handrail demo`."""
    with a_demonstration(tmp_path_factory.mktemp("demonstration") / "home") as address:
        yield address


@contextmanager
def a_demonstration(home: Path) -> Iterator[str]:
    """Build and serve a demonstration in a folder while the block runs; give its address."""
    port = free_port()
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("HANDRAIL_", "DJANGO_"))}
    environment["HANDRAIL_HOME"] = str(home)
    command = [sys.executable, "-m", "handrail.site.cli", "demo", "--port", str(port)]
    with (home.parent / "log").open("w") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            address = f"http://localhost:{port}"
            wait_for(address, server, home.parent / "log")
            yield address
        finally:
            server.terminate()
            server.wait(timeout=20)


def wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Return when the server answers; fail with its log when it does not within two minutes."""
    until = time.monotonic() + 120
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/help/", timeout=5)  # noqa: S310
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"the demonstration did not start:\n{log.read_text()}")


class Visitor:
    """Somebody in front of the demonstration: takes a place, goes to pages, and hears every script error."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context = context
        self.address = address
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda line: self.errors.append(line.text) if line.type == "error" else None)

    def take_the_place_of(self, persona: str) -> None:
        self.go("/demo/")
        self.page.locator(f"form[action='/demo/enter/{persona}/'] button").click()
        self.page.wait_for_load_state()

    def go(self, path: str) -> int:
        answer = self.page.goto(self.address + path)
        assert answer is not None
        return answer.status


@pytest.fixture
def visitor(demonstration: str, chromium: Browser) -> Iterator[Visitor]:
    context = chromium.new_context(viewport=DESK, accept_downloads=True)
    yield Visitor(context, demonstration)
    context.close()
