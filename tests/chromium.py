"""One Chromium for all tests that look at pages (`CHROMIUM` names another one than Debian's)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


def launch(playwright: Playwright, *more: str) -> Browser:
    return playwright.chromium.launch(executable_path=str(CHROMIUM), args=[*FLAGS, *more])


def mark_browser_tests(items: list[pytest.Item]) -> None:
    """Mark what needs Chromium, skip it where there is none, and run it last.

    Playwright's loop stays in the thread that started it, and there Django refuses the database.
    """
    looking = [item for item in items if "playwright" in getattr(item, "fixturenames", ())]
    for item in looking:
        item.add_marker(pytest.mark.browser)
        if not CHROMIUM.exists():
            item.add_marker(pytest.mark.skip(reason=f"no Chromium at {CHROMIUM}"))
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    browser = launch(playwright)
    yield browser
    browser.close()
