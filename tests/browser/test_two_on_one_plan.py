"""Two case workers on one plan at the same time, in two browsers: a choice, and nothing lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Visitor
from tests.browser.steps import headed, step
from tests.chromium import DESK

NOTE = "She found a place in the afternoon class."


@pytest.fixture
def colleague(demonstration: str, chromium: Browser) -> Iterator[Visitor]:
    context = chromium.new_context(viewport=DESK)
    yield Visitor(context, demonstration)
    context.close()


def test_both_are_heard_and_the_later_one_chooses(
    visitor: Visitor, colleague: Visitor, tmp_path: Path
) -> None:
    page, theirs = visitor.page, colleague.page

    with step(page, "a goal in her words", tmp_path):
        visitor.take_the_place_of("shelter")
        colleague.take_the_place_of("shelter-supervisor")
        visitor.go("/cases/new/")
        page.get_by_role("button", name="Nothing is known").click()
        page.get_by_label("Full name (optional)").fill("Velda Thornwick")
        page.get_by_label("Detected on").fill("2 March 2026")
        page.get_by_role("button", name="Open the case").click()
        headed(page, "Velda Thornwick")
        case = page.url.removeprefix(visitor.address).split("#")[0]
        visitor.go(f"{case}help/goals/new/")
        page.get_by_label("What the person wants, in their own words").fill("To read and write.")
        page.get_by_role("main").get_by_role("button", name="Keep").click()

    with step(theirs, "both open it", tmp_path):
        for each in (visitor, colleague):
            each.go(f"{case}help/")
            each.page.locator("#plan").get_by_role("link", name="What became of the goal?").click()
            headed(each.page, "What became of the goal")

    with step(page, "one says that it is reached", tmp_path):
        page.get_by_label("Reached").check()
        page.get_by_role("main").get_by_role("button", name="Keep").click()
        expect(page.locator("#plan")).to_contain_text("Reached")

    with step(theirs, "the other is told how it stands, keeps what was typed, and chooses", tmp_path):
        theirs.get_by_label("Not wanted any more").check()
        theirs.get_by_label("What helped, or what was in the way").fill(NOTE)
        theirs.get_by_role("main").get_by_role("button", name="Keep").click()
        expect(theirs.get_by_role("main")).to_contain_text("it is “Reached” now")
        expect(theirs.get_by_label("What helped, or what was in the way")).to_have_value(NOTE)
        theirs.get_by_label("On the way").check()
        theirs.get_by_role("main").get_by_role("button", name="Keep").click()
        expect(theirs.locator("#plan")).to_contain_text(NOTE)

    with step(page, "what keeps her safe is written by both at once: merged, or side by side", tmp_path):
        for each in (visitor, colleague):
            each.go(f"{case}help/safety/")
        page.get_by_label("Who may harm the person").fill("An uncle.")
        page.get_by_label("Safety plan").fill("Call the house.")
        page.get_by_role("button", name="Save").click()
        theirs.get_by_label("Safe ways and times to make contact").fill("Mornings.")
        theirs.get_by_label("Safety plan").fill("Call the neighbour.")
        theirs.get_by_role("button", name="Save").click()
        expect(theirs.get_by_role("main")).to_contain_text("Somebody else wrote here at the same time")
        expect(theirs.get_by_role("main")).to_contain_text("Call the house.")
        theirs.get_by_role("radio", name="Call the neighbour.").check()
        theirs.get_by_role("button", name="Save").click()
        for words in ("An uncle.", "Mornings.", "Call the neighbour."):
            expect(theirs.locator("#safety")).to_contain_text(words)

    with step(page, "on the paper that she takes along stands nothing that says from whom", tmp_path):
        visitor.go(f"{case}help/plan/copy/")
        page.get_by_role("button", name="Show the paper").click()
        headed(page, "My list")
        page.emulate_media(media="print")
        paper = page.locator("body").inner_text()
        assert "To read and write." in paper
        number = page.locator(".case-id").first.text_content() or "?"
        for word in ("Handrail", "Orchard", "traffick", "Velda", "Lummivay", "Demonstration", number):
            assert word not in paper, word
