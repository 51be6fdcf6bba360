"""Every page, as the role that uses it, on phone and desk: whole, accessible, and pictured in the docs.

`HANDRAIL_SCREENSHOTS=docs/screenshots` keeps the pictures and writes their index (`make screenshots`).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, StorageState, ViewportSize

from tests.browser.accessible import violations
from tests.browser.conftest import Visitor
from tests.browser.pictures import keep_picture, with_few_colours, write_index
from tests.browser.prepared import bring_about
from tests.browser.steps import step
from tests.chromium import DESK, PHONE

# A link to follow (or anything to press), or a field with what to type into it.
Doing = str | tuple[str, str]
FIRST_CASE = "main table tbody a"
COLLEAGUE = "main table tbody tr:nth-child(4) a"
SAVE = "main form button[type=submit]"
SEND = "main button[type=submit]"

# (name of the picture, persona, path, what to do from there). {names} in a path: see prepared.py.
PAGES: list[tuple[str, str, str, tuple[Doing, ...]]] = [
    ("home", "", "/", ()),
    ("personas", "", "/demo/", ()),
    ("personas-present", "shelter", "/demo/", ()),
    ("sign-in", "", "/accounts/login/", ()),
    ("sign-in-refused", "", "/accounts/login/", (("#id_login", "x"), ("#id_password", "y"), SAVE)),
    ("help", "", "/help/", ()),
    ("not-found", "shelter", "/nowhere/", ()),
    ("design", "", "/design/", ()),
    ("language", "", "/language/", ()),
    ("way-back", "", "/way-back/", ()),
    ("my-work", "shelter", "/work/", ()),
    ("my-work-supervisor", "river-post", "/work/", ()),
    ("cases", "shelter", "/cases/", ()),
    ("cases-none", "shelter", "/cases/?stage=convicted&status=ClosedReferred&whose=mine", ()),
    ("case", "shelter", "/cases/", (FIRST_CASE,)),
    ("case-full", "shelter", "{case}", ()),
    ("case-edit", "shelter", "/cases/", (FIRST_CASE, "a[href*='/edit/']")),
    (
        "case-edit-refused",
        "shelter",
        "{case}edit/?part=person",
        (("[name=prs_Birthdate]", "32/13/2020"), SAVE),
    ),
    ("case-step", "shelter", "{case}steps/", ()),
    ("case-step-refused", "shelter", "{case}steps/", (SAVE,)),
    ("case-step-back", "shelter", "{case}steps/detected/", ()),
    ("case-status", "shelter", "{case}status/", ()),
    ("case-assign", "shelter-supervisor", "{case}assign/", ()),
    ("case-file", "shelter", "{case}files/", ()),
    ("phones", "officer", "/phones/", ()),
    ("phone-new", "officer", "/phones/new/", ()),
    ("field-not-set-up", "", "/field/", ()),
    ("help-for-a-person", "shelter", "{case}help/", ()),
    ("safety", "shelter", "{case}help/safety/", ()),
    ("appointment-new", "shelter", "{case}appointments/new/", ()),
    ("appointment-new-refused", "shelter", "{case}appointments/new/", (SAVE,)),
    ("appointment", "shelter", "{case}", ("#appointments li a",)),
    ("who-comes-along", "shelter", "{case}", ("#appointments li a", "#who a")),
    ("guardian", "shelter", "{case}help/guardian/", ()),
    ("best-interests", "shelter", "{case}help/best-interests/", ()),
    ("health", "nurse", "{case}help/health/", ()),
    ("screening", "nurse", "{case}help/health/phq-9/", ()),
    ("screening-refused", "nurse", "{case}help/health/phq-9/", (SAVE,)),
    ("screening-score", "nurse", "{case}help/health/hscl-25/", ()),
    ("safety-path", "nurse", "{case}help/health/safety-path/", ()),
    ("help-for-a-person-guardian", "guardian", "{case}help/", ()),
    ("going", "shelter", "{case}help/going/", ()),
    (
        "going-refused",
        "shelter",
        "{case}help/going/",
        (("[name=left_on]", "3 Feb 2026"), SAVE),
    ),
    ("talk", "shelter", "{case}help/talk/", ()),
    ("list-to-take-along", "shelter", "{case}help/plan/copy/", ()),
    ("list-on-screen", "shelter", "{case}help/plan/copy/", (SAVE,)),
    ("contact", "shelter", "{case}help/", ("#afterwards a[href*='/contacts/']",)),
    ("childhood", "shelter", "{case}help/child/", ()),
    ("consent-without", "shelter", "{case}consent/without/", ()),
    ("consent-without-refused", "shelter", "{case}consent/without/", (SAVE,)),
    ("services", "shelter", "/services/", ()),
    ("services-none", "shelter", "/services/?kind=burial_or_family_support", ()),
    ("service", "shelter", "/services/", ("main .lines a",)),
    ("service-new", "shelter", "/services/new/", ()),
    ("service-new-refused", "shelter", "/services/new/", (SAVE,)),
    ("who-could-help", "shelter", "{case}help/", ("#needs a[href$='/services/']",)),
    (
        "service-ask",
        "shelter",
        "{case}help/",
        ("#needs a[href$='/services/']", "main .lines a.block-link"),
    ),
    ("request", "shelter", "{case}help/", ("a[href*='/requests/']",)),
    ("talk-of-helpers", "shelter", "{case}help/meetings/new/", ()),
    ("screening-begin", "shelter", "{case}screenings/new/", ()),
    ("screening-question", "shelter", "/work/", ("a[href$='/ask/']",)),
    ("screening-result", "shelter", "{case}", ("#screenings li:last-child a",)),
    ("both-sides", "shelter", "/trafficking-or-smuggling/", ()),
    ("determination-new", "shelter", "{case}determinations/new/", ()),
    ("determination-answer", "shelter-supervisor", "/work/", ("a[href*='/determinations/']",)),
    ("few-eyes", "shelter-supervisor", "{case}help/few-eyes/", ()),
    ("few-eyes-new", "shelter-supervisor", "{case}help/few-eyes/new/", ()),
    ("voices", "shelter-supervisor", "/voices/", ()),
    ("voices-heard", "shelter-supervisor", "/voices/", ("main .lines a",)),
    ("voices-sheet", "shelter-supervisor", "/voices/", ("main .lines a", "a[href$='/paper/']")),
    ("say", "shelter", "/say/orchard7/", ()),
    ("say-thanks", "shelter", "/say/orchard7/", (("[name=words]", "Thank you all."), SEND)),
    ("what-you-began", "shelter", "/drafts/", ()),
    ("form-begun", "shelter", "{case}help/needs/new/", ()),
    ("form-gone-on", "shelter", "{case}help/needs/new/?begun=1", ()),
    ("exit-review", "shelter", "{case}help/review/new/", ()),
    ("exit-review-refused", "shelter", "{case}help/review/new/", (SAVE,)),
    ("exit-review-answer", "shelter-supervisor", "/work/", ("a[href*='/help/reviews/']",)),
    ("case-status-open", "shelter", "{case}status/", ("[name=status][value=Closed]", SAVE)),
    ("gap-help", "shelter", "/cascade/gap/assisted/", ()),
    ("needs-new", "shelter", "{case}help/needs/new/", ()),
    ("goal-new", "shelter", "{case}help/goals/new/", ()),
    ("step-new", "shelter", "{case}help/", ("#plan a[href$='/steps/new/']",)),
    ("step-answer", "shelter", "{case}help/", ("#plan .lines .lines a",)),
    ("goal-answer", "shelter", "{case}help/", ("#plan p a[href*='/goals/']:last-child",)),
    ("need-answer", "shelter", "{case}help/", ("#needs .lines a",)),
    ("consent", "shelter", "{case}consent/", ()),
    ("consent-withdraw", "shelter", "{case}", ("#consent a[href*=withdraw]",)),
    ("referral", "shelter", "{case}referrals/", ()),
    ("referral-no-consent", "shelter", "/cases/", (FIRST_CASE, "#consent a[href$='/referrals/']")),
    ("referral-end", "shelter", "{case}", ("#consent a[href$='/end/']",)),
    ("referral-answer", "gatekeeper", "/work/", ("#referrals a",)),
    ("new-case", "shelter", "/cases/new/", ()),
    ("new-case-known", "shelter", "/cases/new/", (("#id_name", "Dewla Marrowfen"), "button[value=check]")),
    ("new-case-record", "shelter", "/cases/new/", ("button[value=new]",)),
    ("new-case-refused", "shelter", "/cases/new/", ("button[value=new]", "button[value=save]")),
    ("hand-over", "shelter-supervisor", "/cases/hand-over/", ()),
    ("leave", "shelter", "/leave/", ()),
    ("leave-new", "shelter", "/leave/new/", ()),
    ("notices", "shelter", "/notices/", ()),
    ("search", "shelter", "/search/", ()),
    ("search-found", "shelter", "/search/", (("main [name=q]", "Dewla"), "main form button")),
    ("search-nothing", "shelter", "/search/", (("main [name=q]", "Zzyzx"), "main form button")),
    ("import-empty", "gatekeeper", "/import/", ()),
    ("import", "shelter", "/import/", ()),
    ("import-new", "shelter", "/import/new/", ()),
    ("import-new-refused", "shelter", "/import/new/", (SAVE,)),
    ("import-map", "shelter", "/import/", ("text=map.xlsx",)),
    ("import-map-colours", "shelter", "/import/", ("text=colours.xlsx", "#id_colours", "text=Show it so")),
    ("import-preview", "shelter", "/import/", ("text=look.xlsx",)),
    ("import-result", "shelter", "/import/", ("text=refused.xlsx",)),
    ("import-result-decide", "shelter", "/import/", ("text=second list.csv",)),
    ("import-decide", "shelter", "/import/", ("text=second list.csv", "#decide li a")),
    ("import-leave-out", "shelter", "/import/", ("text=refused.xlsx", "a[href$='/leave-out/']")),
    ("import-undo", "shelter", "/import/", ("text=refused.xlsx", "a[href$='/undo/']")),
    ("import-undone", "shelter", "/import/", ("text=undone.xlsx",)),
    ("import-remove", "shelter", "/import/", ("text=map.xlsx", "a[href$='/remove/']")),
    ("export", "steward", "/export/", ()),
    ("cascade", "steward", "/cascade/", ()),
    ("cascade-none", "shelter", "/cascade/?origin=IS", ()),
    ("cascade-by-province", "immigration", "/cascade/by/province/", ()),
    ("side-by-side", "steward", "/cascade/side-by-side/?by=sex&first=female&second=male", ()),
    ("gap", "immigration", "/cascade/gap/screened/", ()),
    ("reports", "steward", "/reports/", ()),
    ("report-new", "shelter", "/reports/table/", ()),
    (
        "report",
        "shelter",
        "/reports/table/?rows=form&rows=child&column=sex&period=last-four&title=sdg-16-2-2",
        (),
    ),
    ("report-hand-out", "steward", "/reports/hand-out/?rows=form&rows=child&column=sex&period=last-four", ()),
    ("published", "coordinator", "/cascade/published/", ()),
    ("countries", "coordinator", "/countries/", ()),
    ("country", "coordinator", "/countries/THA/", ()),
    ("team", "administrator", "/team/", ()),
    ("team-review", "administrator", "/team/review/", ()),
    ("account", "administrator", "/team/", (COLLEAGUE,)),
    ("account-new", "administrator", "/team/new/", ()),
    ("account-role", "administrator", "/team/", (COLLEAGUE, "a[href$='/roles/new/']")),
    ("account-suspend", "administrator", "/team/", (COLLEAGUE, "a[href$='/suspend/']")),
    ("account-way-back", "administrator", "/team/", (COLLEAGUE, "a[href$='/way-back/']")),
    ("units", "administrator", "/team/units/", ()),
    ("unit", "administrator", "/team/units/", ("main tbody th a",)),
    ("unit-new", "administrator", "/team/units/new/", ()),
    ("backups", "administrator", "/backups/", ()),
    ("log", "overseer", "/log/", ()),
    ("emergency", "investigator", "/emergency/", ()),
    ("system", "administrator", "/system/", ()),
    ("api", "steward", "/help/api/", ()),
    ("tokens", "steward", "/access-tokens/", ()),
    ("token-new", "steward", "/access-tokens/new/", ()),
    ("second-factor", "shelter", "/accounts/2fa/", ()),
    ("sessions", "shelter", "/accounts/sessions/", ()),
    ("sign-out", "shelter", "/accounts/logout/", ()),
    ("access-tokens", "shelter", "/access-tokens/", ()),
    ("access-token-new", "shelter", "/access-tokens/new/", ()),
    ("for-programs", "", "/help/api/", ()),
    ("webhooks", "administrator", "/webhooks/", ()),
    ("webhook-new", "administrator", "/webhooks/new/", ()),
]
# What people take to a meeting or to court.
ON_PAPER = [("case-on-paper", "shelter", "{case}"), ("cascade-on-paper", "steward", "/cascade/")]
SIZES: dict[str, ViewportSize] = {
    "desk": ViewportSize(width=DESK["width"], height=DESK["height"]),
    "phone": ViewportSize(width=PHONE["width"], height=PHONE["height"]),
}
# A4 without its margins, at 96 dots an inch.
PAPER = ViewportSize(width=680, height=980)
KEPT_IN = os.environ.get("HANDRAIL_SCREENSHOTS", "")


class Personas:
    """Each persona enters once; every test after that begins where it stood, in a context of its own."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser = browser
        self.address = address
        self.addresses = bring_about(browser, address)
        self.states: dict[str, StorageState] = {}

    def visitor(self, persona: str) -> Visitor:
        if persona and persona not in self.states:
            context = self.browser.new_context(viewport=DESK)
            Visitor(context, self.address).take_the_place_of(persona)
            self.states[persona] = context.storage_state()
            context.close()
        return Visitor(
            self.browser.new_context(viewport=DESK, storage_state=self.states.get(persona)), self.address
        )


@pytest.fixture(scope="session")
def personas(demonstration: str, chromium: Browser) -> Iterator[Personas]:
    yield Personas(chromium, demonstration)
    if KEPT_IN:
        write_index(Path(KEPT_IN), [page[0] for page in (*PAGES, *ON_PAPER)])


@pytest.mark.parametrize(("name", "persona", "path", "doings"), PAGES, ids=[page[0] for page in PAGES])
def test_page_is_whole_and_accessible(
    personas: Personas, tmp_path: Path, name: str, persona: str, path: str, doings: tuple[Doing, ...]
) -> None:
    visitor = personas.visitor(persona)
    page = visitor.page
    with step(page, name, tmp_path):
        status = visitor.go(path.format(**personas.addresses))
        assert status == (404 if name == "not-found" else 200)
        for doing in doings:
            do(page, doing)
        for size, viewport in SIZES.items():
            page.set_viewport_size(viewport)
            if KEPT_IN:
                keep_picture(page, Path(KEPT_IN), name, size)
            assert violations(page) == [], size
            assert fits(page), f"the page scrolls sideways ({size})"
        assert [error for error in visitor.errors if not error.startswith("Failed to load resource")] == []
    visitor.context.close()


def do(page: Page, doing: Doing) -> None:
    if isinstance(doing, tuple):
        page.locator(doing[0]).first.fill(doing[1])
    else:
        page.locator(doing).first.click()
        page.wait_for_load_state()


@pytest.mark.parametrize(("name", "persona", "path"), ON_PAPER, ids=[page[0] for page in ON_PAPER])
def test_page_prints_whole_and_without_what_one_presses(
    personas: Personas, tmp_path: Path, name: str, persona: str, path: str
) -> None:
    visitor = personas.visitor(persona)
    page = visitor.page
    with step(page, name, tmp_path):
        visitor.go(path.format(**personas.addresses))
        page.emulate_media(media="print")
        page.set_viewport_size(PAPER)
        if KEPT_IN:
            keep_picture(page, Path(KEPT_IN), name, "desk")
        assert page.locator("button:visible, input:visible, nav:visible").count() == 0
        assert fits(page), "the page is cut at the right edge of the paper"
    visitor.context.close()


def test_the_cascade_of_the_readme_is_the_demonstrations_own(personas: Personas, tmp_path: Path) -> None:
    visitor = personas.visitor("steward")
    visitor.go("/cascade/")
    drawn = visitor.page.locator("figure.cascade-wide .figure__chart")
    assert drawn.locator("svg text", has_text="Detected").count() == 1
    picture = with_few_colours(visitor.context, drawn.screenshot())
    (Path(KEPT_IN or tmp_path) / "cascade-picture.png").write_bytes(picture)
    visitor.context.close()


def test_pages_fit_the_narrowest_phone_and_very_large_letters(personas: Personas) -> None:
    visitor = personas.visitor("shelter")
    visitor.page.set_viewport_size({"width": 320, "height": 640})
    for path in ("/work/", "/cases/", "/cases/new/", "/cascade/", "/search/"):
        visitor.go(path)
        assert fits(visitor.page), f"{path} scrolls sideways at 320 pixels"
        visitor.page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
        assert fits(visitor.page), f"{path} scrolls sideways at 320 pixels and 200 % text"
    visitor.context.close()


def fits(page: Page) -> bool:
    fitting: bool = page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")
    return fitting


def test_axe_is_asked_in_earnest(chromium: Browser) -> None:
    page = chromium.new_page()
    page.set_content(
        "<html lang='en'><title>A page</title><main><h1>A page</h1><img src='cat.png'></main></html>"
    )
    assert [found[0] for found in violations(page)] == ["image-alt"]
    page.close()
