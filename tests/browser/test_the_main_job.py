"""A case worker's whole job in Chromium, in the demonstration as it is built: from spreadsheet to gap.

When a step fails, the failure names the step, the page where it stood, and a picture of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Download, Locator, Page, expect

from tests.browser.conftest import Visitor, a_demonstration
from tests.browser.steps import headed, step
from tests.chromium import DESK
from tests.cooperate.ugly.make import WORKBOOKS

GIRL = "ดาวเรือง ใจดี"
KIND = "ประเภทการแสวงหาประโยชน์"
COLUMNS = {
    "เลขคดี": "Number in another system",
    "ชื่อ-สกุล": "Full name",
    "เพศ": "Sex",
    "อายุ": "Age when detected",
    "สัญชาติ": "Citizenship",
    "วันที่ช่วยเหลือออกมา": "Detected on",
    KIND: "Kind of exploitation",
}
PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One of their own: other tests bring the same people into the one that they share."""
    with a_demonstration(tmp_path_factory.mktemp("main-job") / "home") as address:
        yield address


def tile(page: Page, label: str) -> Locator:
    return page.locator(".tile", has=page.get_by_text(label, exact=True))


def upload(visitor: Visitor, name: str, content: bytes) -> None:
    """Choose a file on the import page and go on."""
    page = visitor.page
    visitor.go("/import/")
    page.get_by_role("main").get_by_role("link", name="Import a file").first.click()
    page.get_by_label("Your file").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    page.get_by_role("button", name="Go on").click()


def bring_in(page: Page, rows: str) -> None:
    """From the preview, through the progress, which draws the page anew when it is done."""
    headed(page, "Look before it is written")
    page.get_by_role("button", name=f"Bring in {rows}").click()
    headed(page, "What came in")


def rows_to_mend(download: Download, pictures: Path) -> openpyxl.Workbook:
    path = pictures / "rows to mend.xlsx"
    download.save_as(path)
    return openpyxl.load_workbook(path)


def saved(book: openpyxl.Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def next_years_register() -> bytes:
    """The same register a year on: the same headers, one row, another person."""
    book = openpyxl.load_workbook(BytesIO(WORKBOOKS["thai_headers"]()))
    sheet = book.worksheets[0]
    sheet.delete_rows(5, sheet.max_row)
    for column, text in ((2, "ค-๐๐๑/๖๕"), (3, "สายฝน คนสมมติ"), (7, "๙ มกราคม ๒๕๖๕")):
        sheet.cell(4, column, text)
    return saved(book)


@pytest.fixture
def colleague(demonstration: str, chromium: Browser) -> Iterator[Visitor]:
    """Somebody else, at another desk."""
    context = chromium.new_context(viewport=DESK)
    yield Visitor(context, demonstration)
    context.close()


def test_from_the_spreadsheet_of_today_to_the_case_in_the_gap(visitor: Visitor, tmp_path: Path) -> None:
    page = visitor.page

    with step(page, "choose the Thai register", tmp_path):
        visitor.take_the_place_of("shelter")
        upload(visitor, "ทะเบียน 2564.xlsx", WORKBOOKS["thai_headers"]())
        headed(page, "What do the columns mean?")

    with step(page, "the columns are proposed; name the mapping and check", tmp_path):
        for header, means in COLUMNS.items():
            becomes = page.get_by_role("group", name=header, exact=True).get_by_label("becomes", exact=True)
            expect(becomes.locator("option:checked").first).to_have_text(means)
        page.get_by_label("Name (optional)").fill("Our register")
        page.get_by_role("button", name="Check the file").click()

    with step(page, "the preview shows three persons, and two rows refused: one of them a sum", tmp_path):
        headed(page, "Look before it is written")
        expect(tile(page, "New case")).to_contain_text("3")
        expect(tile(page, "Not taken")).to_contain_text("2")
        expect(page.locator("#refused")).to_contain_text("This row looks like a total, not like a person.")

    with step(page, "say that the row of the sum is left out, and keep that", tmp_path):
        page.get_by_role("link", name="Change what the columns mean").click()
        page.get_by_text("Rows and words to leave out").click()
        page.get_by_label("Leave a row out where").first.select_option("ลำดับ")
        page.get_by_label("says").first.fill("รวม")
        page.get_by_role("button", name="Check the file").click()
        headed(page, "Look before it is written")
        expect(tile(page, "Not taken")).to_contain_text("1")

    with step(page, "confirm, and wait until it is in", tmp_path):
        bring_in(page, "3 rows")
        first_import = page.url
        expect(page.locator("#refused")).to_contain_text("ประมง")

    with step(page, "mend the refused row in the file that is given back", tmp_path):
        with page.expect_download() as given:
            page.get_by_role("link", name="Download the rows to mend (.xlsx)").click()
        book = rows_to_mend(given.value, tmp_path)
        sheet = book.worksheets[0]
        at = {cell.value: cell.column for cell in sheet[1]}
        assert sheet.cell(2, at[KIND]).value == "ประมง"
        sheet.cell(2, at[KIND], "บังคับใช้แรงงาน")
        upload(visitor, "mended.xlsx", saved(book))
        bring_in(page, "1 row")
        expect(page.get_by_role("main")).to_contain_text("Nothing of this file waits for you.")
        visitor.go(first_import.removeprefix(visitor.address))
        expect(page.get_by_role("main")).to_contain_text("Nothing of this file waits for you.")

    with step(page, "use the kept mapping for next year's register", tmp_path):
        upload(visitor, "ทะเบียน 2565.xlsx", next_years_register())
        kept = page.locator("#saved li", has_text="Our register")
        expect(kept).to_contain_text("fits these headers")
        kept.get_by_role("button", name="Use it").click()
        bring_in(page, "1 row")
        next_import = page.url

    with step(page, "see the cascade, and open the largest gap", tmp_path):
        page.get_by_role("navigation", name="Main").get_by_role("link", name="The cascade").click()
        headed(page, "Where people are lost on the way")
        expect(page.get_by_role("img", name="The way, and who is missing at each step")).to_be_visible()
        page.get_by_role("table", name=re.compile("^When the deadline passed")).get_by_role(
            "link", name="Screened"
        ).click()
        headed(page, re.compile(r"people were not screened within 7 days\."))

    with step(page, "find the girl of the register in the list of the gap, and open her case", tmp_path):
        page.get_by_label("Detected from").select_option("2021Q1")
        page.get_by_label("until").select_option("2021Q1")
        page.get_by_role("button", name="Show").click()
        waiting = page.get_by_role("table", name="Cases past the deadline").get_by_role("row")
        waiting.filter(has_text="3 February 2021").get_by_role("link").click()
        headed(page, GIRL)
        expect(page.locator("#source")).to_contain_text("ทะเบียน 2564.xlsx")

    for address, removed in ((next_import, 1), (first_import, 4)):
        with step(page, f"take an import of {removed} back", tmp_path):
            visitor.go(address.removeprefix(visitor.address))
            page.get_by_role("link", name="Take it back").click()
            page.get_by_role("button", name="Take it back").click()
            headed(page, "This import was taken back")
            expect(page.get_by_role("main")).to_contain_text("All that it made is gone")

    assert visitor.errors == []


def test_a_person_who_comes_to_the_door_until_another_house_takes_her_in(
    visitor: Visitor, colleague: Visitor, tmp_path: Path
) -> None:
    page = visitor.page

    with step(page, "look first whether the person is known", tmp_path):
        visitor.take_the_place_of("shelter")
        visitor.go("/work/")
        page.get_by_role("link", name="Open a new case").click()
        page.get_by_label("Name (optional)").fill("Wenna Hollowmere")
        page.get_by_label("Born (optional)").fill("about 2009")
        page.get_by_role("button", name="Look", exact=True).click()
        expect(page.get_by_role("status")).to_contain_text("No similar person in the cases that you can see.")

    with step(page, "a date that is to come is refused, and nothing typed is lost", tmp_path):
        page.get_by_label("Detected on").fill("2061-02-03")
        page.get_by_label("Citizenship (optional)").fill("Lantessara")
        page.get_by_role("button", name="Open the case").click()
        summary = page.get_by_role("alert")
        expect(summary).to_contain_text("This day is still to come. Check the year.")
        expect(page.get_by_label("Full name (optional)")).to_have_value("Wenna Hollowmere")

    with step(page, "write the first record", tmp_path):
        page.get_by_label("Detected on").fill("3 Feb 2021")
        page.get_by_label("Female").check()
        page.get_by_label("What must we be careful about?").fill("Do not call after six.")
        page.get_by_role("button", name="Open the case").click()
        headed(page, "Wenna Hollowmere")
        expect(page.locator("#person")).to_contain_text("Lantessara")
        expect(page.locator("#notes")).to_contain_text("Do not call after six.")
        number = page.locator(".case-head .case-id").inner_text()
        case = page.url.removeprefix(visitor.address)

    with step(page, "who comes a second time is found", tmp_path):
        visitor.go("/cases/new/")
        page.get_by_label("Name (optional)").fill("Wena Holowmere")
        page.get_by_role("button", name="Look", exact=True).click()
        expect(page.get_by_role("main")).to_contain_text("This may be somebody you know already")
        page.get_by_role("link", name=number).click()
        headed(page, "Wenna Hollowmere")

    with step(page, "edit what is known of her", tmp_path):
        page.locator("#person").get_by_role("link", name="Change").click()
        page.get_by_label("Nickname or other name").fill("Wen")
        page.get_by_role("button", name="Save").click()
        expect(page.locator("#person")).to_contain_text("Wen")

    with step(page, "add a note", tmp_path):
        page.get_by_label("New note").fill("She slept through the night.")
        page.get_by_role("button", name="Keep the note").click()
        expect(page.locator("#notes")).to_contain_text("She slept through the night.")

    with step(page, "attach a file, and open it again", tmp_path):
        page.get_by_text("Add a file").click()
        page.get_by_label("File", exact=True).set_input_files(
            {"name": "bus ticket.pdf", "mimeType": "application/pdf", "buffer": PAPER}
        )
        page.get_by_role("button", name="Add the file").click()
        with page.expect_download() as given:
            page.locator("#files").get_by_role("link", name="bus ticket.pdf").click()
        assert Path(given.value.path()).read_bytes() == PAPER

    with step(page, "record a step", tmp_path):
        page.get_by_role("link", name="Record a step").click()
        page.get_by_label("What happened").select_option("Assisted")
        page.get_by_label("When").fill("4 Feb 2021")
        page.get_by_label("What shows it").fill("She has a room with us.")
        page.get_by_role("button", name="Record the step").click()
        expect(page.locator("#way .way__step", has_text="Assisted")).to_contain_text("4 February 2021")

    with step(page, "nothing can be sent before she agrees", tmp_path):
        page.get_by_role("link", name="Send to another unit").click()
        expect(page.get_by_role("main")).to_contain_text("Ask the person first")
        page.get_by_role("link", name="Write down what the person agrees to").click()

    with step(page, "write down what she agrees to", tmp_path):
        page.get_by_label("Who may read it").select_option("Steadfast Gate Foundation")
        page.get_by_label("Help and services").check()
        page.get_by_label("Name, age, citizenship, documents").check()
        page.get_by_label("For a child: who the guardian is").fill("Orla Fennimore, of the guardians’ office")
        page.get_by_label("For a child: nobody suspects the guardian").check()
        page.get_by_role("button", name="Keep the consent").click()
        expect(page.locator("#consent")).to_contain_text("Steadfast Gate Foundation")
        expect(page.locator("#consent")).to_contain_text("The child and the guardian agreed")

    with step(page, "send her case to the other house", tmp_path):
        page.get_by_role("link", name="Send to another unit").click()
        page.get_by_label("Send to").select_option(index=1)
        page.get_by_role("button", name="Send", exact=True).click()
        expect(page.locator("#consent")).to_contain_text("Sent")

    with step(colleague.page, "the other house accepts, and sees no more than she agreed to", tmp_path):
        colleague.take_the_place_of("gatekeeper")
        assert colleague.go(case) == 404
        colleague.go("/work/")
        colleague.page.locator("#referrals").get_by_role("link", name="Morning Orchard House").first.click()
        colleague.page.get_by_role("button", name="Accept").click()
        headed(colleague.page, "Wenna Hollowmere")
        expect(colleague.page.get_by_role("main")).not_to_contain_text("She slept through the night.")

    with step(page, "she takes her consent back, and the other house reads no more", tmp_path):
        page.get_by_role("link", name="The person takes it back").click()
        page.get_by_role("button", name="Take it back").click()
        expect(page.locator("#consent")).to_contain_text("Taken back")
        assert colleague.go(case) == 404

    assert visitor.errors == []
