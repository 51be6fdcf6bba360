"""Screening in Burmese without a network, from the first passphrase to the case on the desk."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, Route, ViewportSize, expect

from tests.browser.accessible import violations
from tests.browser.conftest import Visitor
from tests.browser.steps import step

PHRASE = "four words and more"
DURESS = "another one entirely"
PHONE: ViewportSize = {"width": 320, "height": 640}


def set_up(visitor: Visitor) -> Page:
    """Set up a phone up to its first screen, with everything on it that it needs."""
    page = visitor.page
    page.set_viewport_size(PHONE)
    visitor.take_the_place_of("officer")
    visitor.go("/phones/new/")
    page.get_by_label("What you call this phone").fill("my blue phone")
    page.get_by_role("button", name="Set up this phone").click()
    page.get_by_role("link", name="Open the app").click()
    page.get_by_label("Passphrase", exact=True).fill(PHRASE)
    page.get_by_label("The same again").fill(PHRASE)
    page.get_by_label("A second passphrase").fill(DURESS)
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("button", name="Begin a screening")).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    return page


def begin(page: Page, language: str) -> None:
    page.get_by_role("button", name="Begin a screening").click()
    page.get_by_label("Language of the questions").select_option(language)
    page.get_by_label("What the person wants to be called").fill("Aye")
    page.get_by_role("button", name="Begin a screening").click()


def answer(page: Page, with_: str) -> None:
    """Answer the question on the screen, and wait for the next."""
    question = page.locator("[data-answer]").first.get_attribute("data-question")
    offered = page.locator(f"[data-answer='{with_}']")
    (offered if offered.count() else page.locator("[data-answer]").first).first.click()
    expect(page.locator(f"[data-question='{question}']")).to_have_count(0)


def unlock(page: Page, phrase: str) -> None:
    page.get_by_label("Passphrase", exact=True).fill(phrase)
    page.get_by_role("button", name="Open", exact=True).click()


def came(visitor: Visitor) -> int:
    """How many letters the page of the officer's phones shows."""
    visitor.go("/phones/")
    return visitor.page.locator("form[action*='/phones/letters/']").count()


def test_from_the_first_question_to_the_desk_with_the_network_cut(visitor: Visitor, tmp_path: Path) -> None:
    with step(visitor.page, "set a phone up", tmp_path):
        page = set_up(visitor)
        before = came(visitor)
        visitor.go("/field/")

    with step(page, "the network is gone: the app opens from the phone", tmp_path):
        visitor.context.set_offline(True)
        page.reload()
        unlock(page, "that is not it")
        expect(page.get_by_text("That opens nothing.")).to_be_visible()
        unlock(page, PHRASE)

    with step(page, "ask in Burmese, and break off in the middle", tmp_path):
        begin(page, "my")
        heading = page.get_by_role("heading", level=1)
        expect(heading).to_have_attribute("lang", "my")
        for _ in range(4):
            answer(page, "yes")
        expect(page.get_by_text("To be done now")).to_be_visible()
        asked = heading.inner_text()
        page.reload()

    with step(page, "who forces the app open sees nothing in it", tmp_path):
        unlock(page, DURESS)
        expect(page.get_by_role("button", name="Begin a screening")).to_be_visible()
        expect(page.locator("[data-unsent]")).to_have_attribute("data-unsent", "0")
        page.get_by_role("button", name="Lock").click()

    with step(page, "the officer goes on where she was", tmp_path):
        unlock(page, PHRASE)
        expect(heading).to_have_text(asked)
        page.get_by_role("button", name="Give the person the phone").click()
        expect(page.get_by_text("To be done now")).to_have_count(0)
        page.locator("button[lang=my]").last.click()
        unlock(page, PHRASE)
        page.get_by_role("button", name="End here").click()
        page.get_by_role("button", name="Finish and seal").click()
        expect(page.locator("[data-unsent]")).to_have_attribute("data-unsent", "1")

    with step(page, "the server takes it and its answer is lost; then it is sent again", tmp_path):

        def lost(route: Route) -> None:
            route.fetch()
            route.abort()

        visitor.context.route("**/field/send/", lost, times=1)
        with page.expect_event("requestfailed"):
            visitor.context.set_offline(False)
        expect(page.get_by_text("There is no connection")).to_be_visible()
        page.get_by_role("button", name="Send now").click()
        expect(page.locator("[data-unsent]")).to_have_attribute("data-unsent", "0")

    with step(page, "it stands on the desk once", tmp_path):
        assert came(visitor) == before + 1
    failures = [error for error in visitor.errors if not re.search("ERR_(FAILED|INTERNET)", error)]
    assert failures == []


def test_five_phones_that_find_a_network_at_once(
    demonstration: str, chromium: Browser, tmp_path: Path
) -> None:
    """Each with a screening of its own, sent in the same moment: nothing lost, nothing there twice."""
    phones = [Visitor(chromium.new_context(viewport=PHONE), demonstration) for _ in range(5)]
    for number, phone in enumerate(phones):
        with step(phone.page, f"phone {number} without a network", tmp_path):
            set_up(phone)
            before = came(phone)
            phone.go("/field/")
            phone.context.set_offline(True)
            unlock(phone.page, PHRASE)
            begin(phone.page, "vi")
            answer(phone.page, "no")
            phone.page.get_by_role("button", name="End here").click()
            phone.page.get_by_role("button", name="Finish and seal").click()
            expect(phone.page.locator("[data-unsent='1']")).to_be_visible()
    for phone in phones:
        phone.context.set_offline(False)
    for phone in phones:
        expect(phone.page.locator("[data-unsent='0']")).to_be_visible()
    assert came(phones[0]) == before + 5
    for phone in phones:
        phone.context.close()


def test_every_language_of_the_questions_is_accessible(visitor: Visitor, tmp_path: Path) -> None:
    page = set_up(visitor)
    offered = page.evaluate("JSON.parse(document.getElementById('stage').dataset.asked).map(one => one[0])")
    assert len(offered) == 13
    assert violations(page) == []
    for language in offered:
        with step(page, language, tmp_path):
            begin(page, language)
            expect(page.get_by_role("heading", level=1)).to_have_attribute("lang", language)
            answer(page, "yes")
            assert violations(page) == [], language
            page.get_by_role("button", name="End here").click()
            assert violations(page) == [], language
            page.get_by_role("button", name="Finish and seal").click()
            expect(page.locator("[data-unsent='0']")).to_be_visible()


def test_who_was_given_the_phone_never_sees_what_it_comes_to(visitor: Visitor, tmp_path: Path) -> None:
    """The officer's questions and the result wait behind her passphrase."""
    page = set_up(visitor)
    begin(page, "id")
    question = page.locator("[data-answer]").first
    finish = page.get_by_role("button", name="Finish and seal")
    back = page.get_by_role("heading", name="Give the phone back to the officer")
    with step(page, "answer until nothing is left to ask", tmp_path):
        for _ in range(60):
            expect(question.or_(finish)).to_be_visible()
            if finish.is_visible():
                break
            hand_over = page.get_by_role("button", name="Give the person the phone")
            if not hand_over.is_visible():
                answer(page, "no")  # from what the officer sees
                continue
            hand_over.click()
            while question.is_visible():
                answer(page, "no")
                expect(question.or_(back)).to_be_visible()
                assert not finish.is_visible()
            unlock(page, PHRASE)
    expect(finish).to_be_visible()


def test_the_app_is_small_and_fits_a_small_phone(visitor: Visitor) -> None:
    """At most 150 kB on the first visit without fonts; nothing wider than 320 px."""
    page = set_up(visitor)
    sizes = page.evaluate(
        """async () => {
            const name = (await caches.keys())[0];
            const kept = await (await caches.open(name)).keys();
            let sum = 0;
            for (const one of kept) {
                const answer = await fetch(one.url, { cache: "no-store" });
                const text = await answer.blob();
                const packed = text.stream().pipeThrough(new CompressionStream("gzip"));
                sum += (await new Response(packed).blob()).size;
            }
            return [kept.length, sum];
        }"""
    )
    assert sizes[0] > 8
    assert sizes[1] < 150_000, sizes
    begin(page, "my")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
