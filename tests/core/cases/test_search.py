"""Finding a case by number, phone, document or name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handrail.core.accounts.models import Account
from handrail.core.registry import Registry, SearchSource
from tests.cast import Cast, client_for, open_case
from tests.core.cases.pages import events, said

pytestmark = pytest.mark.django_db


def found(account: Account, text: str) -> str:
    return said(client_for(account).post("/search/", {"q": text}))


@pytest.mark.parametrize(
    "text",
    [
        "Rin Suwannamali",
        "suwannamali rin",
        "Rin Suvanamali",
        "0815550192",
        "+66 (0)81-555-0192",
        "x440911",
    ],
)
def test_a_person_is_found_however_the_words_are_written(cast: Cast, text: str) -> None:
    case = open_case(cast.dao)
    open_case(cast.dao, values={"hr_FullName": "Dara Phon"})
    page = found(cast.dao, text)
    assert case.number in page and "Dara" not in page


@pytest.mark.parametrize(
    ("kept", "searched"),
    [
        ("นางสาวดาวเรือง ใจดี", "ดาวเรือง ใจดี"),
        ("ดาวเรือง ใจดี", "ด.ญ. ดาวเรืองใจดี"),
        ("ដារ៉ា សុខ", "អ្នកស្រី ដារ៉ាសុខ"),
        ("ဒေါ်သန်းဒါ", "သန်း ဒါ"),
        ("ທ້າວສົມຊາຍ ແກ້ວ", "ສົມຊາຍ"),
        ("Nguyễn Thị Lan", "bà nguyen thi lan"),
        ("王小明", "王 小明"),
    ],
)
def test_a_name_is_found_in_its_own_script_and_shown_in_it(cast: Cast, kept: str, searched: str) -> None:
    case = open_case(cast.dao, values={"hr_FullName": kept})
    open_case(cast.dao, values={"hr_FullName": "มานี มีนา"})
    page = found(cast.dao, searched)
    assert kept in page and case.number in page
    assert "มานี" not in page


def test_a_case_is_found_by_its_number_in_any_spelling(cast: Cast) -> None:
    case = open_case(cast.dao)
    assert "Rin Suwannamali" in found(cast.dao, case.number.lower().replace("-", " "))


def test_the_exact_name_stands_before_one_that_sounds_alike(cast: Cast) -> None:
    exact = open_case(cast.dao, values={"hr_FullName": "Somchai"}, detected="2025-01-01")
    alike = open_case(cast.dao, values={"hr_FullName": "Somjai"}, detected="2026-01-01")
    page = found(cast.dao, "Somchai")
    assert page.index(exact.number) < page.index(alike.number)


def test_nothing_found_says_what_to_try_and_an_empty_search_asks_nothing(cast: Cast) -> None:
    assert "Nobody found" in found(cast.dao, "Nobody Here")
    assert "Nobody found" not in found(cast.dao, "   ")
    assert len(events("core:search:used")) == 1


def test_a_search_is_one_event_with_what_was_found_and_without_the_words(cast: Cast) -> None:
    case = open_case(cast.dao)
    found(cast.dao, "Rin Suwannamali")
    (event,) = events("core:search:used")
    assert event.ids == [str(case.id)]
    assert "rin" not in str(event.__dict__).lower()


def test_the_words_stand_in_no_address(cast: Cast) -> None:
    open_case(cast.dao)
    page = client_for(cast.dao).get("/search/?q=Rin")
    assert "Suwannamali" not in said(page)
    assert 'method="post"' in page.content.decode()


def test_nobody_is_found_beyond_the_door(cast: Cast, hide: Callable[..., None]) -> None:
    open_case(cast.dao)
    for account in (cast.sothea, cast.kham):
        assert "Nobody found" in found(account, "Rin Suwannamali")
    hidden = open_case(cast.kham)
    hide(hidden, account_id=cast.kham.id)
    assert "Nobody found" in found(cast.kham, "Rin Suwannamali")
    assert "Nobody found" in found(cast.kham, hidden.number)
    assert hidden.number in found(cast.sothea, "Rin Suwannamali")


def test_a_search_asks_as_many_questions_among_sixty_cases_as_among_three(cast: Cast) -> None:
    def asked() -> int:
        browser = client_for(cast.dao)
        browser.get("/help/")
        browser.post("/search/", {"q": "nobody"})  # the first search of an hour begins its count
        with CaptureQueriesContext(connection) as queries:
            browser.post("/search/", {"q": "Somchai"})
        return len(queries)

    for _n in range(3):
        open_case(cast.dao, values={"hr_FullName": "Somchai Ratana"})
    few = asked()
    for _n in range(57):
        open_case(cast.dao, values={"hr_FullName": "Somchai Ratana"})
    assert asked() == few
    assert "There are more" in found(cast.dao, "Somchai")


def test_a_room_s_search_source_is_asked_too_and_its_finds_pass_the_door(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, of_another = open_case(cast.dao), open_case(cast.kham)

    def find(_account: Account, text: str) -> Iterable[UUID]:
        return [mine.person_id, of_another.person_id] if text == "court 12" else []

    sources: Registry[SearchSource] = Registry()
    sources.add(SearchSource("court", find, 10))
    monkeypatch.setattr("handrail.core.cases.search.search_sources", sources)
    page = found(cast.dao, "court 12")
    assert mine.number in page and of_another.number not in page
