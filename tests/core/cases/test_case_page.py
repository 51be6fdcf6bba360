"""The page of one case."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handrail.core import vault
from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case
from handrail.core.cases.writing import EntryDraft, MilestoneDraft, PartyDraft
from handrail.core.dates import PartialDate
from handrail.core.registry import CasePanel, Registry
from tests.cast import RIN, Cast, client_for, open_case
from tests.core.cases.pages import events, said

pytestmark = pytest.mark.django_db


def full_case(by: Account, *, lines: int = 1) -> Case:
    day = PartialDate.from_text
    notes = [
        EntryDraft("comment", {"cco_CaseComment": f"Asked for her sister, time {n}."}) for n in range(lines)
    ]
    event = {"hte_Type": "Recruitment", "hte_City": "Poipet", "hte_Date": day("2025-08")}
    return open_case(
        by,
        entries=(*notes, EntryDraft("event", event)),
        parties=(PartyDraft("suspect", {"hr_PartyName": "The man they call Uncle"}),) * lines,
        milestones=(MilestoneDraft("screened", day("2026-02-11")),),
    )


def test_the_page_shows_the_person_the_way_the_notes_and_the_others(cast: Cast) -> None:
    case = full_case(cast.dao)
    page = said(client_for(cast.dao).get(f"/cases/{case.id}/"))
    for words in (
        case.number,
        "Rin Suwannamali",
        "Cambodia",
        "+66 81 555 0192",
        "Forced labour",
        "10 February 2026",
        "Source: intake, recorded by Dao",
        "Asked for her sister",
        "August 2025 (day not known)",
        "The man they call Uncle",
        "Deadlines are Handrail's own defaults",
    ):
        assert words in page, words


def test_what_is_not_recorded_is_folded_away_under_its_number(cast: Cast) -> None:
    page = said(client_for(cast.dao).get(f"/cases/{open_case(cast.dao).id}/"))
    assert "questions not answered" in page
    assert "Nothing recorded yet" in page and "Where the person was sent" in page


def test_opening_a_case_is_logged_without_a_word_of_it(cast: Cast) -> None:
    case = open_case(cast.dao)
    client_for(cast.dao).get(f"/cases/{case.id}/")
    (event,) = events("core:case:opened")
    assert (event.ids, event.actor) == ([str(case.id)], cast.dao.id)


def test_a_page_asks_as_many_questions_of_a_long_case_as_of_a_short_one(cast: Cast) -> None:
    short, long = full_case(cast.dao), full_case(cast.dao, lines=25)
    for _n in range(40):
        open_case(cast.dao, values={"hr_FullName": "Dara"})
    browser = client_for(cast.dao)
    browser.get(f"/cases/{short.id}/")

    def asked(case: Case) -> int:
        with CaptureQueriesContext(connection) as queries:
            browser.get(f"/cases/{case.id}/")
        return len(queries)

    assert asked(short) == asked(long)


def test_old_notes_are_offered_and_not_dropped(cast: Cast) -> None:
    case = full_case(cast.dao, lines=40)
    browser = client_for(cast.dao)
    assert "Older notes" in said(browser.get(f"/cases/{case.id}/"))
    assert said(browser.get(f"/cases/{case.id}/?entries=all")).count("Asked for her sister") == 40


def test_an_erased_person_leaves_what_is_counted_and_no_name(cast: Cast) -> None:
    case = full_case(cast.dao)
    vault.erase_person(case.person_id)
    browser = client_for(cast.dao)
    page = said(browser.get(f"/cases/{case.id}/"))
    assert "Erased person" in page and "Female" in page and "Forced labour" in page
    assert "Rin" not in page and "sister" not in page
    assert "Erased" in said(browser.get("/cases/"))


def test_a_value_that_looks_like_markup_stays_text(cast: Cast) -> None:
    case = open_case(cast.dao, values={**RIN, "hr_Notes": "<script>alert(1)</script>"})
    page = client_for(cast.dao).get(f"/cases/{case.id}/").content.decode()
    assert "<script>alert(1)" not in page and "&lt;script&gt;alert(1)" in page


def test_a_room_s_panel_stands_on_the_page(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    panels: Registry[CasePanel] = Registry()
    panels.add(
        CasePanel("needs", "shell/components/notice.html", lambda r, c: {"text": f"Needs {c.number}"}, 10)
    )
    monkeypatch.setattr("handrail.core.cases.views.reading.case_panels", panels)
    case = open_case(cast.dao)
    assert f"Needs {case.number}" in said(client_for(cast.dao).get(f"/cases/{case.id}/"))


def test_buttons_are_there_only_for_who_may_use_them(cast: Cast) -> None:
    case = open_case(cast.dao)
    worker = said(client_for(cast.dao).get(f"/cases/{case.id}/"))
    supervisor = said(client_for(cast.minh).get(f"/cases/{case.id}/"))
    assert "Give to a colleague" not in worker and "Give to a colleague" in supervisor
    of_kham = open_case(cast.kham)
    officer: Any = said(client_for(cast.kham).get(f"/cases/{of_kham.id}/"))
    assert "Send to another unit" not in officer and "Record a step" in officer
