"""A long form that is interrupted: nothing that was typed is lost, with JavaScript and without."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.browser.conftest import Visitor
from tests.browser.steps import headed, step
from tests.chromium import DESK

WORDS = "He wants to ask his aunt before anything is decided"


def first_case(visitor: Visitor) -> str:
    visitor.go("/cases/")
    visitor.page.get_by_role("main").get_by_role("table").get_by_role("link").first.click()
    visitor.page.wait_for_url("**/cases/*-*/")
    return visitor.page.url.removeprefix(visitor.address)


def test_what_is_being_typed_outlives_the_session(visitor: Visitor, tmp_path: Path) -> None:
    page = visitor.page
    with step(page, "type into a long form", tmp_path):
        visitor.take_the_place_of("shelter")
        talk = f"{first_case(visitor)}help/meetings/new/"
        visitor.go(talk)
        page.get_by_label("What was decided, and who does it").fill(WORDS)
        expect(page.get_by_text("Kept on the server, for you alone:")).to_be_visible()

    with step(page, "the session ends, and somebody else sits down", tmp_path):
        visitor.context.clear_cookies()
        visitor.take_the_place_of("shelter-supervisor")
        visitor.go("/drafts/")
        expect(page.get_by_text("Nothing waits to be sent")).to_be_visible()

    with step(page, "she comes back and goes on", tmp_path):
        visitor.context.clear_cookies()
        visitor.take_the_place_of("shelter")
        visitor.go("/work/")
        page.get_by_role("main").get_by_role("link", name="The case was talked over").click()
        expect(page.get_by_label("What was decided, and who does it")).to_have_value(WORDS)

    with step(page, "throw it away", tmp_path):
        visitor.go("/drafts/")
        page.get_by_role("button", name="Throw away").first.click()
        expect(page.get_by_text("Nothing waits to be sent")).to_be_visible()


def test_without_javascript_what_was_sent_outlives_the_session(
    demonstration: str, chromium: Browser, tmp_path: Path
) -> None:
    context = chromium.new_context(viewport=DESK, java_script_enabled=False)
    visitor = Visitor(context, demonstration)
    page = visitor.page
    with step(page, "type, and send after the session has ended", tmp_path):
        visitor.take_the_place_of("shelter")
        visitor.go(f"{first_case(visitor)}help/meetings/new/")
        page.get_by_label("What was decided, and who does it").fill(WORDS)
        context.clear_cookies()
        page.get_by_role("button", name="Keep").click()

    with step(page, "sign in again: it is there", tmp_path):
        visitor.take_the_place_of("shelter")
        visitor.go("/drafts/")
        page.get_by_role("link", name="The case was talked over").first.click()
        headed(page, "The case was talked over")
        expect(page.get_by_label("What was decided, and who does it")).to_have_value(WORDS)
    context.close()
