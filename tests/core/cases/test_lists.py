"""The list of cases and "My work"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from handrail.core.access import acting_as
from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case
from handrail.core.cases.queries import newest
from handrail.core.cases.writing import MilestoneDraft
from handrail.core.dates import PartialDate
from handrail.core.registry import Registry, WorkItem, WorkSource
from tests.cast import NOW, Cast, client_for, open_case
from tests.core.cases.pages import events, said

pytestmark = pytest.mark.django_db


def many(by: Account, number: int) -> list[Case]:
    """Open cases, three a day, the newest today."""
    start = date(2026, 3, 2)
    return [
        open_case(
            by,
            values={"hr_FullName": f"Person {chr(65 + n % 26)}{n}"},
            detected=(start - timedelta(days=n // 3)).isoformat(),
        )
        for n in range(number)
    ]


def test_an_empty_list_says_what_will_appear_and_how_to_begin(cast: Cast) -> None:
    page = said(client_for(cast.dao).get("/cases/"))
    assert "No cases yet" in page and "Open a new case" in page


def test_a_line_names_the_person_and_how_far_the_way_went(cast: Cast) -> None:
    open_case(cast.dao, milestones=(MilestoneDraft("screened", PartialDate.from_text("2026-02-11")),))
    page = said(client_for(cast.dao).get("/cases/"))
    for words in ("Rin Suwannamali", "Female", "Labour", "Screened", "Late: decision on reasonable grounds"):
        assert words in page


def test_pages_follow_each_other_newest_first_and_lose_or_repeat_nobody(cast: Cast) -> None:
    cases = many(cast.dao, 23)
    seen: list[Case] = []
    cursor = None
    with acting_as(cast.dao):
        while True:
            page = newest(cast.dao, after=cursor, size=5)
            seen += page.cases
            cursor = page.older
            if cursor is None:
                break
    assert {case.id for case in seen} == {case.id for case in cases}
    assert len(seen) == len(cases)
    assert [case.opened_on for case in seen] == sorted((c.opened_on for c in cases), reverse=True)


def test_a_case_that_is_mine_and_my_unit_s_and_referred_stands_once(cast: Cast) -> None:
    open_case(cast.dao)
    with acting_as(cast.dao):
        assert len(newest(cast.dao).cases) == 1


def test_filters_choose_by_status_step_owner_and_unit(cast: Cast) -> None:
    screened = open_case(
        cast.dao, milestones=(MilestoneDraft("screened", PartialDate.from_text("2026-02-11")),)
    )
    closed = open_case(cast.dao, values={"hr_FullName": "Dara", "cas_Status": "Closed"})
    of_minh = open_case(cast.minh, unit=cast.shelter_north)
    browser = client_for(cast.dao)

    def shown(query: str) -> set[str]:
        page = said(browser.get(f"/cases/?{query}"))
        return {case.number for case in (screened, closed, of_minh) if case.number in page}

    assert shown("") == {screened.number, closed.number, of_minh.number}
    assert shown("status=Closed") == {closed.number}
    assert shown("stage=screened") == {screened.number}
    assert shown("whose=mine") == {screened.number, closed.number}
    assert shown(f"unit={cast.shelter_north.id}") == {of_minh.number}
    assert shown("status=Nonsense&unit=nonsense&after=nonsense") == {
        screened.number,
        closed.number,
        of_minh.number,
    }


def test_a_list_is_one_event_with_the_ids_that_were_shown(cast: Cast) -> None:
    cases = many(cast.dao, 3)
    client_for(cast.dao).get("/cases/")
    (event,) = events("core:case:listed")
    assert set(event.ids) == {str(case.id) for case in cases}
    assert event.actor == cast.dao.id


def test_a_hidden_case_is_in_no_list_and_in_no_event(cast: Cast, hide: Callable[..., None]) -> None:
    case = open_case(cast.kham)
    hide(case, account_id=cast.kham.id)
    browser = client_for(cast.kham)
    assert case.number not in said(browser.get("/cases/")) + said(browser.get("/work/"))
    assert all(str(case.id) not in event.ids for event in events("core:case:listed"))


@pytest.mark.parametrize("address", ["/cases/", "/work/", "/cases/?status=Active&stage=detected"])
def test_a_list_asks_as_many_questions_of_sixty_cases_as_of_three(cast: Cast, address: str) -> None:
    def asked() -> int:
        browser = client_for(cast.dao)
        browser.get("/help/")
        with CaptureQueriesContext(connection) as queries:
            browser.get(address)
        return len(queries)

    many(cast.dao, 3)
    few = asked()
    many(cast.dao, 57)
    assert asked() == few


def test_no_list_counts(cast: Cast) -> None:
    many(cast.dao, 3)
    browser = client_for(cast.dao)
    with CaptureQueriesContext(connection) as queries:
        browser.get("/cases/")
        browser.get("/work/")
    assert [q["sql"] for q in queries if "COUNT(" in q["sql"] and "core_" in q["sql"]] == []


def test_my_work_begins_with_what_is_late_the_longest_overdue_first(cast: Cast) -> None:
    later = open_case(cast.dao, values={"hr_FullName": "Dara"}, detected="2026-02-01")
    sooner = open_case(cast.dao, values={"hr_FullName": "Sok"}, detected="2025-06-01")
    in_time = open_case(cast.dao, values={"hr_FullName": "Lan"}, detected="2026-03-01")
    of_another = open_case(cast.minh, values={"hr_FullName": "Mai"}, detected="2025-01-01")
    page = said(client_for(cast.dao).get("/work/"))
    late = page.split("My newest cases")[0]
    assert late.index(sooner.number) < late.index(later.number)
    assert in_time.number not in late
    assert of_another.number not in page


def test_what_the_person_declined_is_not_late(cast: Cast) -> None:
    days = PartialDate.from_text
    open_case(
        cast.dao,
        detected="2025-01-01",
        milestones=(
            MilestoneDraft("screened", days("2025-01-02")),
            MilestoneDraft("presumed", days("2025-01-03")),
            MilestoneDraft("identified", days("2025-01-04")),
            MilestoneDraft("declined_assistance", days("2025-01-05")),
            MilestoneDraft("declined_justice", days("2025-01-05")),
        ),
    )
    assert "Late" not in said(client_for(cast.dao).get("/work/"))


def test_many_who_declined_long_ago_do_not_hide_one_who_waits(cast: Cast) -> None:
    days = PartialDate.from_text
    steps = ("screened", "presumed", "identified", "investigated", "declined_assistance", "declined_justice")
    for _n in range(33):
        open_case(
            cast.dao,
            detected="2024-01-01",
            milestones=tuple(MilestoneDraft(step, days("2024-01-02")) for step in steps),
        )
    waiting = open_case(cast.dao, detected="2026-02-01")
    assert waiting.number in said(client_for(cast.dao).get("/work/")).split("My newest cases")[0]


def test_who_opens_no_cases_is_told_so_and_sees_none(cast: Cast) -> None:
    open_case(cast.dao)
    for account in (cast.nok, cast.vichai, cast.anan):
        browser = client_for(account)
        assert "Nothing waits for you" in said(browser.get("/work/"))
        assert browser.get("/cases/").status_code == 404


def test_who_is_not_signed_in_is_asked_to_sign_in(cast: Cast) -> None:
    for address in ("/cases/", "/work/", "/search/", "/cases/new/"):
        assert Client().get(address).status_code == 302


def test_what_waits_in_a_room_stands_under_its_heading(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    sources: Registry[WorkSource] = Registry()
    item = WorkItem("Import to mend", "3 rows were refused", "/import/1/", NOW)
    sources.add(WorkSource("imports", "Imports", lambda account: [item] if account == cast.dao else [], 10))
    monkeypatch.setattr("handrail.core.cases.views.lists.work_sources", sources)
    assert "Import to mend 3 rows were refused" in said(client_for(cast.dao).get("/work/"))
    assert "Imports" not in said(client_for(cast.minh).get("/work/"))
