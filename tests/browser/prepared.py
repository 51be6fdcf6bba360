"""What somebody must have done before a page can be looked at: files in every state of an import, and a case
that was sent elsewhere. Done once for all tests, in a browser, by the case worker whose work it is.
"""

from __future__ import annotations

from io import BytesIO

import openpyxl
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Visitor
from tests.browser.steps import headed
from tests.chromium import DESK
from tests.cooperate.ugly.make import WORKBOOKS

PREVIEW, RESULT = "Look before it is written", "What came in"
# A register without a number for each case: what changes in it later is for somebody to decide.
NAMES_ONLY = (
    "Name,Sex,Date found,Nationality,Type of exploitation\n"
    "Oswin Tarnbeck,M,2024-03-05,Lantessara,Forced labour\n"
)


def upload(visitor: Visitor, name: str, content: bytes) -> None:
    """Choose a file on the import page and go on."""
    page = visitor.page
    visitor.go("/import/")
    page.get_by_role("main").get_by_role("link", name="Import a file").first.click()
    page.get_by_label("Your file").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    page.get_by_role("button", name="Go on").click()


def saved(book: openpyxl.Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def check(visitor: Visitor, name: str, content: bytes, keep_as: str = "") -> None:
    """Upload, take the columns as they are proposed, and wait for the preview."""
    page = visitor.page
    upload(visitor, name, content)
    headed(page, "What do the columns mean?")
    page.get_by_label("Name (optional)").fill(keep_as)
    page.get_by_role("button", name="Check the file").click()
    headed(page, PREVIEW)


def confirm(page: Page) -> None:
    page.get_by_role("main").locator("form[action$='/confirm/'] button").click()
    headed(page, RESULT)


def bring_about(chromium: Browser, address: str) -> dict[str, str]:
    """Do all of it. Return the addresses that nobody can guess, by the names that paths use for them."""
    context = chromium.new_context(viewport=DESK)
    visitor = Visitor(context, address)
    visitor.take_the_place_of("shelter")
    _imports(visitor)
    addresses = {"case": _a_case_sent_elsewhere(visitor)}
    context.close()
    return addresses


def _imports(visitor: Visitor) -> None:
    page, register = visitor.page, WORKBOOKS["thai_headers"]()
    check(visitor, "undone.xlsx", register)
    confirm(page)
    page.get_by_role("link", name="Take it back").click()
    page.get_by_role("button", name="Take it back").click()
    headed(page, "This import was taken back")
    check(visitor, "look.xlsx", register)
    check(visitor, "refused.xlsx", register, keep_as="Our register")
    confirm(page)
    check(visitor, "first list.csv", NAMES_ONLY.encode())
    confirm(page)
    check(visitor, "second list.csv", NAMES_ONLY.replace("2024-03-05", "2024-03-15").encode())
    confirm(page)
    upload(visitor, "map.xlsx", register)
    headed(page, "What do the columns mean?")
    upload(visitor, "colours.xlsx", WORKBOOKS["colours_and_merges"]())
    headed(page, "What do the columns mean?")


def _a_case_sent_elsewhere(visitor: Visitor) -> str:
    page = visitor.page
    visitor.go("/cases/new/")
    page.get_by_role("button", name="Nothing is known").click()
    page.get_by_label("Full name (optional)").fill("Dewla Marrowfen")
    page.get_by_label("Detected on").fill("5 March 2024")
    page.get_by_label("Female").check()
    page.get_by_label("Citizenship (optional)").fill("Lantessara")
    page.get_by_label("What must we be careful about?").fill(
        "Her sister does not know. Call only in the morning."
    )
    page.get_by_role("button", name="Open the case").click()
    headed(page, "Dewla Marrowfen")
    case = page.url.removeprefix(visitor.address).split("#")[0]
    _needs_and_safety(visitor, case)
    _an_appointment(visitor, case)
    _a_talk(visitor, case)
    _screened(visitor, case)
    _determined(visitor, case)
    _for_few_eyes(visitor, case)
    _something_begun(visitor, case)
    visitor.go(f"{case}consent/")
    page.get_by_label("Who may read it").select_option("Steadfast Gate Foundation")
    page.get_by_label("Help and services").check()
    page.get_by_label("Name, age, citizenship, documents").check()
    page.get_by_role("button", name="Keep the consent").click()
    visitor.go(f"{case}referrals/")
    page.get_by_label("Send to").select_option(index=1)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("#consent")).to_contain_text("Sent")
    return case


def _screened(visitor: Visitor, case: str) -> None:
    """One screening to its end, and one that is broken off after the person said that she is hurt."""
    page = visitor.page
    says = {"How old are you?": "18 or over", "Did somebody find you": "Yes", "Can you leave the work": "No"}
    visitor.go(f"{case}screenings/new/")
    page.get_by_role("button", name="Begin").click()
    while page.url.endswith("/ask/"):
        asked = page.get_by_role("heading", level=1).inner_text()
        answer = next((words for start, words in says.items() if asked.startswith(start)), None)
        if asked.startswith(("Did you have to work, or go on", "Is there anybody near")):
            answer = "Yes"
        page.locator(".answers").get_by_role("button", name=answer or "No", exact=True).first.click()
    visitor.go(f"{case}screenings/new/")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("button", name="Yes", exact=True).click()


def _determined(visitor: Visitor, case: str) -> None:
    """A formal determination that waits for its second person."""
    page = visitor.page
    visitor.go(f"{case}determinations/new/")
    page.get_by_label("Identified as a victim of trafficking").check()
    page.get_by_label("Reasons").fill("Her papers were held and she could not leave: Palermo 3(a).")
    page.get_by_role("button", name="Keep").click()
    expect(page.locator("#screenings")).to_contain_text("Waits for a second person")


def _for_few_eyes(visitor: Visitor, case: str) -> None:
    page = visitor.page
    visitor.go(f"{case}help/few-eyes/new/")
    page.get_by_label("Somebody close who may harm").check()
    page.get_by_label("What must be known").fill("Her uncle works at the gate of the port.")
    page.get_by_role("button", name="Keep").click()
    headed(page, "For few eyes")


def _something_begun(visitor: Visitor, case: str) -> None:
    """A form that was typed into and left: its draft waits."""
    visitor.go(f"{case}help/needs/new/")
    visitor.page.get_by_label("A lawyer").check()
    expect(visitor.page.get_by_text("Kept on the server, for you alone:")).to_be_visible()


def _needs_and_safety(visitor: Visitor, case: str) -> None:
    page = visitor.page
    visitor.go(f"{case}help/safety/")
    page.get_by_label("Danger").select_option("serious")
    page.get_by_label("Safe ways and times to make contact").fill("Mornings, through the house phone.")
    page.get_by_label("What never to say or leave in a message").fill("Her sister does not know.")
    page.get_by_role("button", name="Save").click()
    visitor.go(f"{case}help/needs/new/")
    page.get_by_label("A safe place to sleep").check()
    page.get_by_label("A lawyer").check()
    page.get_by_role("button", name="Keep").click()
    expect(page.locator("#needs")).to_contain_text("A safe place to sleep")
    page.locator("#needs").get_by_role("link", name="Who could help").first.click()
    page.get_by_role("link", name="Ask this service").first.click()
    page.get_by_label("What was asked, and of whom").fill("Asked the night worker for a bed.")
    page.get_by_role("button", name="Keep").click()
    expect(page.locator("#services")).to_contain_text("Asked the night worker")
    visitor.go(f"{case}help/goals/new/")
    page.get_by_label("What the person wants, in their own words").fill("To sew, in a shop of my own.")
    page.get_by_role("button", name="Keep").click()
    page.locator("#plan").get_by_role("link", name="Add a step").click()
    page.get_by_label("What is to be done").fill("Ask the training centre for a place.")
    page.get_by_label("Until").fill("3 Feb 2026")
    page.get_by_role("button", name="Keep").click()
    expect(page.locator("#plan")).to_contain_text("Ask the training centre")


def _an_appointment(visitor: Visitor, case: str) -> None:
    page = visitor.page
    visitor.go(f"{case}appointments/new/")
    page.get_by_label("Hearing in court").check()
    page.get_by_label("Day").fill("3 Feb 2027")
    page.get_by_label("Time").fill("09:30")
    page.get_by_label("Where").fill("The room with the side door")
    page.get_by_role("button", name="Plan it").click()
    headed(page, "Hearing in court")
    page.get_by_role("link", name="Add somebody").click()
    page.get_by_label("As what").select_option("support")
    page.get_by_label("Or somebody else, by name").fill("Orla Fennimore")
    page.get_by_role("button", name="Keep").click()
    headed(page, "Hearing in court")


def _a_talk(visitor: Visitor, case: str) -> None:
    page = visitor.page
    visitor.go(f"{case}help/talk/")
    page.get_by_label("A safe home").select_option("1")
    page.get_by_label("Mind").select_option("2")
    page.get_by_label("Other debt").check()
    page.get_by_role("button", name="Keep").click()
    page.get_by_role("button", name="Plan contacts from today on").click()
    expect(page.locator("#afterwards")).to_contain_text("A safe home")
