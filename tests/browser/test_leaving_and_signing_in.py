"""Leaving in a moment, signing in, a second factor set up by one's own hands, in the demonstration."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import Visitor
from tests.browser.steps import headed, step
from tests.chromium import DESK
from tests.core.accounts.signing_in import phone_code

PASSWORD = "four ordinary words in a row"
NUMBERS = count(1)


def test_escape_twice_leaves_a_case_and_nothing_leads_back(visitor: Visitor, tmp_path: Path) -> None:
    page = visitor.page
    with step(page, "open a case", tmp_path):
        visitor.context.route("https://**", lambda route: route.fulfill(body="fine and dry"))
        visitor.take_the_place_of("shelter")
        visitor.go("/cases/")
        page.get_by_role("main").get_by_role("table").get_by_role("link").first.click()
        page.wait_for_url(re.compile("/cases/[0-9a-f-]{36}/$"))
        name = page.get_by_role("heading", level=1).inner_text()
        case = page.url.removeprefix(visitor.address)

    with step(page, "press Escape twice", tmp_path):
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        page.wait_for_url("https://**")

    with step(page, "go back, and ask for the case again", tmp_path):
        page.go_back()
        expect(page.get_by_text(name)).to_have_count(0)
        visitor.go(case)
        headed(page, "Sign in")


def test_a_house_that_does_not_answer_to_the_sign_out_is_asked_once_and_the_page_stays_empty(
    visitor: Visitor,
) -> None:
    page, asked = visitor.page, []

    def fails(route: Route) -> None:
        asked.append(route.request.method)
        route.fulfill(status=500)

    visitor.context.route("https://**", lambda route: route.fulfill(body="fine and dry"))
    visitor.take_the_place_of("shelter")
    visitor.go("/cases/")
    visitor.context.route("**/exit/**", fails)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_url("https://**")
    asked.clear()
    page.go_back()
    page.wait_for_load_state("networkidle")
    assert asked == ["POST"]
    assert page.locator("body").inner_text() == ""


def test_a_refused_form_opens_on_what_needs_mending(visitor: Visitor) -> None:
    page = visitor.page
    visitor.go("/accounts/login/")
    page.locator("main form").evaluate("form => form.noValidate = true")
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.locator(".error-summary")).to_be_focused()
    page.get_by_role("link", name="Password: This field is required.").click()
    expect(page.get_by_label("Password")).to_be_focused()


class NewColleague:
    """Somebody for whom the administrator has just made an account, with what was printed for her."""

    def __init__(self, visitor: Visitor, username: str, first_password: str) -> None:
        self.visitor = visitor
        self.page: Page = visitor.page
        self.username = username
        self.first_password = first_password

    def type_password(self, password: str) -> None:
        self.visitor.go("/accounts/login/")
        self.page.get_by_label("User name").fill(self.username)
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_role("button", name="Sign in").click()

    def choose_her_own_password(self) -> None:
        self.type_password(self.first_password)
        headed(self.page, "Change my password")
        self.page.get_by_label("Password of now").fill(self.first_password)
        self.page.get_by_label("New password", exact=True).fill(PASSWORD)
        self.page.get_by_label("New password, once more").fill(PASSWORD)
        self.page.get_by_role("button", name="Change the password").click()
        headed(self.page, "Sign in")
        self.type_password(PASSWORD)

    def show_her_password_again(self) -> None:
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("main").get_by_role("button").click()

    def type_the_phones_code(self, secret: str) -> None:
        self.page.get_by_label("Six digits").fill(phone_code(secret))
        self.page.get_by_role("button", name="Start using it").click()

    def sign_out(self) -> None:
        self.visitor.go("/accounts/logout/")
        self.page.get_by_role("main").get_by_role("button", name="Sign out").click()

    def is_in(self) -> None:
        assert self.visitor.go("/work/") == 200
        headed(self.page, "My work")


@pytest.fixture
def new_colleague(
    visitor: Visitor, demonstration: str, chromium: Browser, tmp_path: Path
) -> Iterator[NewColleague]:
    """An account with a role, made on the team's pages; its owner sits in front of a browser of her own."""
    page, username = visitor.page, f"wenna{next(NUMBERS)}"
    with step(page, "the administrator makes an account and gives it a role", tmp_path):
        visitor.take_the_place_of("administrator")
        visitor.go("/team/new/")
        page.get_by_label("User name").fill(username)
        page.get_by_label("Name", exact=True).fill("Wenna Hollowmere")
        page.get_by_label("Unit").select_option(index=1)
        page.get_by_role("main").get_by_role("button").first.click()
        headed(page, "The account is made")
        first_password = page.locator("dd").nth(2).inner_text().strip()
        page.get_by_role("link", name="Give a role").click()
        page.get_by_role("radio", name=re.compile("^Case worker")).check()
        page.get_by_role("main").get_by_role("button").first.click()
        expect(page.get_by_role("main")).to_contain_text("Case worker")
    context = chromium.new_context(viewport=DESK)
    yield NewColleague(Visitor(context, demonstration), username, first_password)
    context.close()


def test_a_phone_is_set_up_and_a_printed_code_opens_when_it_is_lost(
    new_colleague: NewColleague, tmp_path: Path
) -> None:
    page = new_colleague.page
    with step(page, "choose a password of her own, and be asked for a second step", tmp_path):
        new_colleague.choose_her_own_password()
        headed(page, "Sign-in protection")

    with step(page, "set the phone up", tmp_path):
        page.get_by_role("link", name="Set it up").click()
        new_colleague.show_her_password_again()
        page.get_by_text("The app is on this same device").click()
        secret = page.locator("details code").inner_text()
        new_colleague.type_the_phones_code(secret)
        expect(page.locator("main .codes, main .error-summary")).to_be_visible()
        if not page.locator("main .codes").count():  # the half minute ended between the app and the button
            new_colleague.type_the_phones_code(secret)

    with step(page, "see the codes to print", tmp_path):
        codes = re.findall(r"\b[0-9a-z]{8}\b", page.locator("main .codes").inner_text())
        assert len(codes) == 10

    with step(page, "sign in again with a printed code, which opens once", tmp_path):
        new_colleague.sign_out()
        new_colleague.type_password(PASSWORD)
        page.get_by_role("textbox").first.fill(codes[0])
        page.get_by_role("main").get_by_role("button").first.click()
        new_colleague.is_in()
        new_colleague.sign_out()
        new_colleague.type_password(PASSWORD)
        page.get_by_role("textbox").first.fill(codes[0])
        page.get_by_role("main").get_by_role("button").first.click()
        expect(page.get_by_role("alert")).to_be_visible()
        assert "/accounts/" in page.url

    assert new_colleague.visitor.errors == []


def test_a_security_key_is_set_up_and_opens(new_colleague: NewColleague, tmp_path: Path) -> None:
    page = new_colleague.page
    browser = new_colleague.visitor.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    key = {
        "protocol": "ctap2",
        "transport": "usb",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": key})

    with step(page, "add the key", tmp_path):
        new_colleague.choose_her_own_password()
        page.get_by_role("link", name="Add a key").click()
        new_colleague.show_her_password_again()
        page.get_by_label("A name for this key").fill("blue key")
        page.get_by_role("button", name="Add the key").click()
        page.wait_for_url(lambda url: "webauthn/add" not in url)
        new_colleague.is_in()

    with step(page, "sign in with it", tmp_path):
        new_colleague.sign_out()
        new_colleague.type_password(PASSWORD)
        page.get_by_role("button", name="Use a security key instead").click()
        page.wait_for_url(lambda url: "authenticate" not in url)
        new_colleague.is_in()

    assert new_colleague.visitor.errors == []
