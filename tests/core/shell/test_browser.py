"""The shell in a real browser: readable by everybody, and left in a moment."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from handrail.site.webserver import make_server
from tests.chromium import launch

PAGES = ("/design/", "/help/", "/accounts/login/", "/missing/")
TOUCHED = (
    "button, .button, summary, select, textarea, .tabs a, .crumbs a,"
    " input:not([type=hidden]):not([type=checkbox]):not([type=radio])"
)
AWAY = "https://weather.example/"

pytestmark = pytest.mark.urls("tests.core.shell.pages")


@pytest.fixture
def house(settings: Any) -> Iterator[str]:
    """The shell's own pages on a free port; none of them needs the database."""
    settings.QUICK_EXIT_URL = AWAY
    server = make_server(get_wsgi_application(), "127.0.0.1", 0, threads=2)
    server.prepare()
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    yield f"http://localhost:{server.bind_addr[1]}"
    server.stop()
    thread.join(timeout=5)


def away(context: BrowserContext) -> None:
    context.route(f"{AWAY}**", lambda route: route.fulfill(body="fine and dry", content_type="text/plain"))


def overflow(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_and_the_security_policy_refuses_nothing(
    house: str, chromium: Browser, width: int, scheme: Any
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for address in PAGES:
        page.goto(house + address)
        found = Axe().run(page).response["violations"]
        assert [(v["id"], [node["html"] for node in v["nodes"]]) for v in found] == [], address
        assert overflow(page) <= 0, address
    page.close()
    assert [text for text in said if "404" not in text and "[DOM]" not in text] == []


def test_the_smallest_screen_with_letters_twice_as_large_needs_no_sideways_scrolling(
    house: str, playwright: Playwright
) -> None:
    browser = launch(playwright, "--blink-settings=defaultFontSize=32")
    page = browser.new_page(viewport={"width": 320, "height": 640})
    for address in PAGES:
        page.goto(house + address)
        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
        assert overflow(page) <= 0, address
    browser.close()


def test_what_one_touches_is_large_enough_on_a_phone(house: str, chromium: Browser) -> None:
    page = chromium.new_page(viewport={"width": 390, "height": 800})
    page.goto(house + "/design/")
    small = page.evaluate(
        """(what) => [...document.querySelectorAll(what)]
            .filter(e => e.getClientRects().length && !e.closest(".visually-hidden"))
            .filter(e => e.getBoundingClientRect().height < 44)
            .map(e => e.outerHTML.slice(0, 80))""",
        TOUCHED,
    )
    page.close()
    assert small == []


def test_escape_once_only_says_what_twice_does(house: str, chromium: Browser) -> None:
    page = chromium.new_page()
    page.goto(house + "/help/")
    page.keyboard.press("Escape")
    assert page.locator(".quick-exit-said").text_content() == "Press Escape once more to leave this page."
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert page.url == house + "/help/", "another key between the two takes the first back"
    page.close()


def test_escape_twice_leaves_signs_out_and_takes_the_other_tabs_along(house: str, chromium: Browser) -> None:
    context = chromium.new_context()
    away(context)
    posted: list[str] = []
    context.on("request", lambda request: posted.append(f"{request.method} {request.url}"))
    page, other = context.new_page(), context.new_page()
    other.goto(house + "/design/")
    page.goto(house + "/help/")
    page.evaluate("document.querySelector('[data-quick-exit]').dataset.signOut = '/exit/'")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_url(AWAY)
    other.wait_for_url(AWAY)
    assert f"POST {house}/exit/" in posted
    context.close()


def test_the_button_leaves_and_going_back_does_not_return_to_the_page(house: str, chromium: Browser) -> None:
    context = chromium.new_context()
    away(context)
    page = context.new_page()
    page.goto(house + "/accounts/login/")
    page.goto(house + "/help/")
    page.get_by_role("link", name="Quick exit").click()
    page.wait_for_url(AWAY)
    page.go_back()
    assert page.url == house + "/accounts/login/", "the page that was left is not in the way back"
    context.close()


def test_without_javascript_the_quick_exit_is_a_link_that_tells_nothing(
    house: str, chromium: Browser
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    away(context)
    asked: list[dict[str, str]] = []
    context.on("request", lambda request: asked.append(request.headers) if request.url == AWAY else None)
    page = context.new_page()
    page.goto(house + "/help/")
    page.get_by_role("link", name="Quick exit").click()
    page.wait_for_url(AWAY)
    assert asked and "referer" not in asked[0]
    context.close()
