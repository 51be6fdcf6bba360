"""The staff's most used pages in every language, on a phone: nothing is cut off, and a draft says so."""

from __future__ import annotations

from playwright.sync_api import Browser

from handrail.core.languages.state import languages
from tests.browser.conftest import Visitor
from tests.browser.test_every_page import fits
from tests.chromium import PHONE


def test_no_language_makes_a_page_scroll_sideways(demonstration: str, chromium: Browser) -> None:
    context = chromium.new_context(viewport=PHONE)
    visitor = Visitor(context, demonstration)
    visitor.take_the_place_of("shelter")
    try:
        for one in languages():
            choose(visitor, one.code)
            for path in ("/work/", "/cascade/", "/cases/"):
                visitor.go(path)
                assert visitor.page.locator("html").get_attribute("lang") == one.code
                assert visitor.page.locator(".draft-language").count() == (1 if one.is_draft else 0)
                assert fits(visitor.page), (one.code, path)
            visitor.page.locator("main table tbody a").first.click()
            visitor.page.wait_for_load_state()
            assert fits(visitor.page), (one.code, "a case")
    finally:
        # The choice is kept with the account, and the next test takes the same place.
        choose(visitor, "en")
    context.close()


def choose(visitor: Visitor, code: str) -> None:
    visitor.go("/language/")
    visitor.page.locator(f"input[name=language][value={code}]").check()
    visitor.page.locator("main form button").click()
    visitor.page.wait_for_load_state()
