"""Two whole lives in Chromium, each step by the account whose job it is.

A child whom immigration found: a guardian, a shelter, health, court with company, going home, a year of
contacts, closed. And a grown-up who does not testify, and loses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Visitor, a_demonstration
from tests.browser.steps import headed, step
from tests.chromium import DESK

A_YEAR_AGO = date.today() - timedelta(days=400)
SOON = date.today() + timedelta(days=9)
SAID = "Sometimes she does not want to wake up."


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One of their own: what these people live through must not stand in others' lists."""
    with a_demonstration(tmp_path_factory.mktemp("lives") / "home") as address:
        yield address


@pytest.fixture
def shelter(demonstration: str, chromium: Browser) -> Iterator[Visitor]:
    """Those of the shelter, at another desk."""
    context = chromium.new_context(viewport=DESK)
    yield Visitor(context, demonstration)
    context.close()


def open_case(visitor: Visitor, name: str, *, age: str, detected: date) -> str:
    """Open a case and return its path."""
    page = visitor.page
    visitor.go("/cases/new/")
    page.get_by_role("button", name="Nothing is known").click()
    page.get_by_label("Full name (optional)").fill(name)
    page.get_by_label("Detected on").fill(detected.isoformat())
    page.get_by_label("Female").check()
    page.get_by_label(re.compile("^Age")).first.fill(age)
    page.get_by_role("button", name="Open the case").click()
    headed(page, name)
    return page.url.removeprefix(visitor.address).split("#")[0]


def keep(page: Page, button: str = "Keep") -> None:
    page.get_by_role("main").get_by_role("button", name=button, exact=True).click()


def unforeseen(visitor: Visitor) -> list[str]:
    """What went wrong in the browser but for the refusals that these lives meet on purpose."""
    return [error for error in visitor.errors if not re.search("status of (404|422)", error)]


def take_step(visitor: Visitor, case: str, what: str, when: date) -> None:
    page = visitor.page
    visitor.go(f"{case}steps/")
    page.get_by_label("What happened").select_option(what)
    page.get_by_label("When").fill(when.isoformat())
    page.get_by_label("What shows it").fill("It stands in the file.")
    keep(page, "Record the step")


def test_a_child_from_the_border_to_a_life_of_her_own(
    visitor: Visitor, shelter: Visitor, tmp_path: Path
) -> None:
    page, theirs = visitor.page, shelter.page

    with step(page, "immigration finds a girl, and does not detain her", tmp_path):
        visitor.take_the_place_of("immigration")
        case = open_case(visitor, "Wilsa Tamberlyn", age="15", detected=A_YEAR_AGO - timedelta(days=30))
        visitor.go(f"{case}help/child/")
        page.get_by_label("No", exact=True).check()
        page.get_by_label("It is in the child").check()
        keep(page)
        expect(page.locator("#child")).to_contain_text("Not detained")

    with step(page, "a guardian stands for her", tmp_path):
        visitor.go(f"{case}help/guardian/")
        page.get_by_label("Who the guardian is").fill("Hestrill Quimbelow")
        page.get_by_label("An office or a court").check()
        page.get_by_label("Since").fill((A_YEAR_AGO - timedelta(days=30)).isoformat())
        page.get_by_label("Somebody made sure").check()
        keep(page)
        expect(page.locator("#child")).to_contain_text("Hestrill Quimbelow")

    with step(page, "she and her guardian agree that the shelter helps", tmp_path):
        visitor.go(f"{case}consent/")
        page.get_by_label("Who may read it").select_option("Morning Orchard House")
        page.get_by_label("Help and services").check()
        page.get_by_label("The whole case, with its files").check()
        page.get_by_label("Answers about health").check()
        page.get_by_label("For a child: who the guardian is").fill("Hestrill Quimbelow")
        page.get_by_label("For a child: nobody suspects the guardian").check()
        keep(page, "Keep the consent")
        visitor.go(f"{case}referrals/")
        page.get_by_label("Send to").select_option(label="Main house")
        keep(page, "Send")
        expect(page.locator("#consent")).to_contain_text("Sent")

    with step(theirs, "the shelter takes her in", tmp_path):
        shelter.take_the_place_of("shelter")
        shelter.go("/work/")
        theirs.locator("#referrals").get_by_role("link", name="Entry and Residence Service").first.click()
        keep(theirs, "Accept")
        headed(theirs, "Wilsa Tamberlyn")
        shelter.go(f"{case}help/needs/new/")
        theirs.get_by_label("A safe place to sleep").check()
        theirs.get_by_label("School or education").check()
        keep(theirs)
        theirs.locator("#needs").get_by_role("link", name="Who could help").first.click()
        theirs.get_by_role("link", name="Ask this service").first.click()
        theirs.get_by_label("What was asked, and of whom").fill("A bed for tonight.")
        keep(theirs)
        for became in ("Accepted", "Arrived: the service has taken over"):
            theirs.locator("#services").get_by_role("link", name="What became of it?").first.click()
            theirs.get_by_label(became, exact=True).check()
            keep(theirs)
        expect(theirs.locator("#needs")).to_contain_text("Met")
        shelter.go(f"{case}help/goals/new/")
        theirs.get_by_label("What the person wants, in their own words").fill("To finish school.")
        keep(theirs)

    with step(theirs, "a nurse asks how she is, and what she hears opens the safety path", tmp_path):
        shelter.take_the_place_of("nurse")
        shelter.go(f"{case}help/health/phq-9/")
        for number in range(1, 10):
            theirs.locator(f"[name=item-{number}][value='1']").check()
        theirs.get_by_label("What else was said").fill(SAID)
        keep(theirs)
        headed(theirs, "Safety first")
        shelter.go(f"{case}help/health/")
        expect(theirs.get_by_role("main")).to_contain_text(SAID)
        shelter.take_the_place_of("shelter")
        assert shelter.go(f"{case}help/health/") == 404
        shelter.go(f"{case}help/")
        expect(theirs.get_by_role("main")).not_to_contain_text(SAID)
        expect(theirs.locator("#needs")).to_contain_text("This cannot wait")

    with step(page, "she goes to court, and not alone", tmp_path):
        visitor.go(f"{case}appointments/new/")
        page.get_by_label("Hearing in court").check()
        page.get_by_label("Day").fill(SOON.isoformat())
        page.get_by_label("Time").fill("09:30")
        keep(page, "Plan it")
        expect(page.get_by_role("main")).to_contain_text("It cannot be confirmed yet")
        for role, name in (("guardian", "Hestrill Quimbelow"), ("child_psychologist", "Orla Fennimore")):
            page.get_by_role("link", name="Add somebody").click()
            page.get_by_label("As what").select_option(role)
            page.get_by_label("Or somebody else, by name").fill(name)
            page.get_by_label("Has said yes").check()
            keep(page)
        page.get_by_label("Confirmed").check()
        keep(page)
        page.get_by_label("It took place").check()
        keep(page)
        expect(page.get_by_role("main")).to_contain_text("It took place")

    with step(theirs, "her guardian sees to it that what is best for her is decided, with her", tmp_path):
        shelter.take_the_place_of("guardian")
        shelter.go(f"{case}help/best-interests/")
        theirs.get_by_label("Determination, by several agencies and in writing").check()
        theirs.get_by_label("About what").select_option("return")
        theirs.get_by_label("Decided on").fill((A_YEAR_AGO - timedelta(days=3)).isoformat())
        theirs.get_by_label("What the child says").fill("I want to live with my aunt.")
        theirs.get_by_label("What was decided").fill("She goes to her aunt, and not to her father.")
        theirs.get_by_label("Who took part").fill("Welfare, the court, the school")
        keep(theirs)
        expect(theirs.locator("#child")).to_contain_text("I want to live with my aunt.")

    with step(page, "she goes home as she wants, after a look at the risks", tmp_path):
        visitor.go(f"{case}help/going/")
        page.get_by_label("To go back").check()
        page.get_by_label("Left on").fill(A_YEAR_AGO.isoformat())
        keep(page)
        expect(page.get_by_role("main")).to_contain_text("The risks of going were not assessed")
        page.get_by_label("Assessed: some risk, with a plan for it").check()
        keep(page)
        expect(page.locator("#afterwards")).to_contain_text("left on")

    with step(theirs, "a year of contacts, and how life goes, by the shelter", tmp_path):
        shelter.take_the_place_of("shelter")
        shelter.go(f"{case}help/")
        due = theirs.locator("#afterwards li", has_text="Due").get_by_role("link")
        so_many = due.count()
        assert so_many >= 10, "a child is called often in the first year"
        for _ in range(2):
            due.first.click()
            theirs.get_by_label("Reached", exact=True).check()
            theirs.get_by_label("How", exact=False).first.select_option("partner")
            theirs.get_by_label("What was said").fill("She goes to school.")
            keep(theirs)
        expect(due).to_have_count(so_many - 2)
        shelter.go(f"{case}help/talk/")
        theirs.get_by_label("A safe home").select_option("4")
        theirs.get_by_label("School and skills").select_option("3")
        keep(theirs)
        expect(theirs.locator("#afterwards")).to_contain_text("Very good")

    with step(theirs, "the shelter looks back with her before the help ends", tmp_path):
        shelter.go(f"{case}help/review/new/")
        theirs.get_by_label("What the person wanted is reached").check()
        theirs.get_by_label("What the person says").fill("I do not need you every week any more.")
        theirs.get_by_label("How it is now").fill("She lives with her aunt, and goes to school.")
        theirs.get_by_label("Where the person can turn to").fill("The welfare office in the market street.")
        keep(theirs)
        expect(theirs.locator("#meetings")).to_contain_text("Waits for a second person")

    with step(page, "assisted, reintegrated, closed with a reason", tmp_path):
        take_step(visitor, case, "Assisted", A_YEAR_AGO - timedelta(days=29))
        take_step(visitor, case, "Reintegrated", A_YEAR_AGO + timedelta(days=380))
        visitor.go(f"{case}status/")
        page.get_by_label("Closed", exact=True).check()
        page.get_by_label("If closed: when").fill(date.today().isoformat())
        page.get_by_label("If closed: why").select_option("completed")
        page.get_by_role("main").get_by_role("button").first.click()
        expect(page.get_by_role("main")).to_contain_text("Needs that nobody has met yet")
        page.get_by_label("If something is not settled").fill("The welfare office pays for her school.")
        page.get_by_role("main").get_by_role("button").first.click()
        headed(page, "Wilsa Tamberlyn")
        expect(page.locator("#way .way__step", has_text="Reintegrated")).to_be_visible()

    assert unforeseen(visitor) == [] and unforeseen(shelter) == []


def test_who_does_not_testify_loses_nothing(shelter: Visitor, tmp_path: Path) -> None:
    page = shelter.page

    with step(page, "she comes to the shelter, and decides against the court", tmp_path):
        shelter.take_the_place_of("shelter")
        case = open_case(shelter, "Merrin Oakhollow", age="27", detected=date.today() - timedelta(days=20))
        take_step(
            shelter,
            case,
            "Declined to take part in a prosecution, by choice",
            date.today() - timedelta(days=19),
        )
        shelter.go(f"{case}help/needs/new/")
        page.get_by_label("A safe place to sleep").check()
        page.get_by_label("A lawyer").check()
        page.get_by_label("Someone to talk to").check()
        keep(page)

    with step(page, "a house that wants a statement first refuses her, and that is counted", tmp_path):
        need = page.locator("#needs li", has_text="A safe place to sleep")
        need.get_by_role("link", name="Who could help").click()
        house = page.locator("main li", has_text="State reception centre")
        expect(house).to_contain_text("no person owes that for help")
        house.get_by_role("link", name="Ask this service").click()
        keep(page)
        page.locator("#services").get_by_role("link", name="What became of it?").first.click()
        page.get_by_label("Refused by the service").check()
        keep(page)
        expect(page.get_by_role("main")).to_contain_text("Refusals are counted by their reason")
        page.get_by_label("It asks for cooperation with the police or a court").check()
        keep(page)
        expect(page.locator("#services")).to_contain_text("It asks for cooperation")
        shelter.go("/cascade/gap/assisted/")
        expect(page.get_by_role("main")).to_contain_text(
            "refused help because it would have taken cooperation"
        )

    with step(page, "another house takes her in, and every other help stays open to her", tmp_path):
        shelter.go(f"{case}help/")
        need = page.locator("#needs li", has_text="A safe place to sleep")
        need.get_by_role("link", name="Who could help").click()
        house = page.locator("main li", has_text="women’s house")
        expect(house).to_contain_text("Fits, as far as is known")
        house.get_by_role("link", name="Ask this service").click()
        keep(page)
        for became in ("Accepted", "Arrived: the service has taken over"):
            asked = page.locator("#services li", has_text="women’s house")
            asked.get_by_role("link", name="What became of it?").click()
            page.get_by_label(became, exact=True).check()
            keep(page)
        expect(page.locator("#needs li", has_text="A safe place to sleep")).to_contain_text("Met")
        for kind in ("A lawyer", "Someone to talk to"):
            need = page.locator("#needs li", has_text=kind)
            need.get_by_role("link", name="Who could help").click()
            expect(page.locator("main li", has_text="Fits, as far as is known").first).to_be_visible()
            shelter.go(f"{case}help/")
        shelter.go(case)
        expect(page.locator("#way")).not_to_contain_text("Late")

    assert unforeseen(shelter) == []
