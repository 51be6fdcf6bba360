"""Opening a case by hand: first who it may be already, then the first record."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from handrail.core.access import acting_as
from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case, Entry
from handrail.core.cases.reading import open_cases
from handrail.core.dates import Age, PartialDate
from handrail.core.drafts.marks import FIELD
from handrail.core.milestones.models import Milestone
from tests.cast import Cast, client_for, open_case
from tests.core.cases.pages import events, filled, said

pytestmark = pytest.mark.django_db

RIN_AGAIN = {"step": "check", "name": "Rin Suvanamali", "phone": "081 555 0192", "document": "", "born": ""}


def first_record(browser: Client, **typed: Any) -> HttpResponse:
    """Say that nothing is known, then fill in the form."""
    form = browser.post("/cases/new/", {"step": "new", "name": "", "phone": "", "document": "", "born": ""})
    return browser.post("/cases/new/", {**filled(form), **typed, "step": "save"})


def all_cases(account: Account) -> list[Case]:
    with acting_as(account):
        return list(Case.objects.visible_to(account).select_related("person"))


def test_somebody_known_is_shown_with_the_reasons(cast: Cast) -> None:
    case = open_case(cast.dao)
    page = said(client_for(cast.dao).post("/cases/new/", RIN_AGAIN))
    for words in (case.number, "the same phone", "a name that sounds alike", "This is a new person"):
        assert words in page
    (event,) = events("core:case:compared")
    assert event.ids == [str(case.id)]


def test_somebody_new_goes_straight_on_with_what_was_typed(cast: Cast) -> None:
    answer = client_for(cast.dao).post(
        "/cases/new/", {"step": "check", "name": "Dara Phon", "phone": "", "document": "", "born": "2547"}
    )
    assert "No similar person" in said(answer)
    assert filled(answer)["hr_FullName"] == "Dara Phon"
    assert filled(answer)["prs_Birthdate"] == "2004"


def test_the_check_looks_in_one_s_own_organisation_and_in_what_one_may_see(cast: Cast) -> None:
    open_case(cast.dao)
    assert "No similar person" in said(client_for(cast.sothea).post("/cases/new/", RIN_AGAIN))
    assert "No similar person" in said(client_for(cast.kham).post("/cases/new/", RIN_AGAIN))


def test_who_is_excluded_gets_the_page_of_somebody_for_whom_it_does_not_exist(
    cast: Cast, hide: Callable[..., None]
) -> None:
    def answer() -> tuple[str, list[str]]:
        browser = client_for(cast.kham)
        with CaptureQueriesContext(connection) as queries:
            page = browser.post("/cases/new/", RIN_AGAIN)
        # One-time tokens differ between any two pages, a draft's mark from one second to the next.
        tokens = rf'name="(csrfmiddlewaretoken|token|{FIELD})"\s+value="[^"]+"'
        return re.sub(tokens, "", page.content.decode()), [_shape(q["sql"]) for q in queries]

    answer()  # the organisation's key stays in memory from the first asking on
    nothing_there = answer()
    case = open_case(cast.kham)
    assert "the same phone" in said(client_for(cast.kham).post("/cases/new/", RIN_AGAIN))
    hide(case, unit_path=cast.border_post.path)
    assert answer() == nothing_there


def _shape(sql: str) -> str:
    return re.sub(r"'[^']*'|\"s\d+_x\d+\"|\b[0-9a-f]{32}\b|\b\d+\b", "?", sql)


def test_a_case_is_opened_with_vague_dates_and_ages_as_people_write_them(cast: Cast) -> None:
    answer = first_record(
        client_for(cast.dao),
        hr_FullName="Dara Phon",
        hr_AgeAtDetection="about 17",
        prs_Citizenship="Cambodia, Laos",
        detected="ก.พ. 2569",
        screened="12/2/2569",
        vic_TypeOfExploitation=["ForcedLabour", "ForcedBegging"],
        hr_OtherExploitation=["OnlineScam"],
        safety="Do not call after six.",
        con_Consent="yes",
    )
    (case,) = all_cases(cast.dao)
    assert answer["Location"] == f"/cases/{case.id}/"
    with acting_as(cast.dao):
        notes = list(Entry.objects.visible_to(cast.dao).filter(case=case))
        opened = open_cases([case], entries=notes)[case.id]
        steps = {m.kind: (m.earliest, m.latest) for m in Milestone.objects.visible_to(cast.dao)}
    assert opened.values["hr_AgeAtDetection"] == Age(15, 19)
    assert opened.values["prs_Citizenship"] == ["KH", "LA"]
    assert opened.values["con_Consent"] is True
    assert opened.entries[0].values == {"cco_CaseComment": "Do not call after six."}
    february = PartialDate.month(2026, 2)
    assert steps == {
        "detected": (february.earliest, february.latest),
        "screened": (PartialDate.from_text("2026-02-12").earliest,) * 2,
    }
    assert case.owner_id == cast.dao.id and case.unit_id == cast.shelter_house.id


@pytest.mark.parametrize(
    ("field", "typed", "mend"),
    [
        ("detected", "", "if only the year"),
        ("detected", "31 Feb 2026", "Write a day from 1 to 28"),
        ("detected", "2031", "still to come"),
        ("prs_Citizenship", "Camboda", "Check the spelling"),
        ("hr_AgeAtDetection", "young", "Write a number"),
        ("prs_Birthdate", "2029", "born after being detected"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(
    cast: Cast, field: str, typed: str, mend: str
) -> None:
    good = {"hr_FullName": "Dara Phon", "detected": "2026-02-10", "hr_Notes": "She said: “no”.\nThen left."}
    answer = first_record(client_for(cast.dao), **{**good, field: typed})
    assert mend in said(answer)
    again = filled(answer)
    assert again[field] == typed
    assert again["hr_Notes"] == good["hr_Notes"]
    assert all_cases(cast.dao) == []


def test_an_age_that_does_not_fit_the_birth_date_is_refused(cast: Cast) -> None:
    answer = first_record(
        client_for(cast.dao), hr_Nickname="Noi", detected="2026", prs_Birthdate="1990", hr_AgeAtDetection="16"
    )
    assert "does not fit the birth date" in said(answer)


def test_a_person_without_a_name_needs_words_to_know_them_by(cast: Cast) -> None:
    assert "know the person again" in said(first_record(client_for(cast.dao), detected="2026"))


def test_a_form_sent_twice_opens_one_case(cast: Cast) -> None:
    browser = client_for(cast.dao)
    form = browser.post("/cases/new/", {"step": "new", "name": "", "phone": "", "document": "", "born": ""})
    typed = {**filled(form), "hr_FullName": "Dara Phon", "detected": "2026-02", "step": "save"}
    once, twice = browser.post("/cases/new/", typed), browser.post("/cases/new/", typed)
    assert once["Location"] == twice["Location"]
    assert len(all_cases(cast.dao)) == 1


def test_an_officer_opens_cases_in_the_own_unit_alone(cast: Cast) -> None:
    first_record(client_for(cast.kham), hr_FullName="Dara", detected="2026", unit=str(cast.police_head.id))
    (case,) = all_cases(cast.kham) or [None]
    assert case is None or case.unit_id == cast.border_post.id
    answer = first_record(client_for(cast.kham), hr_FullName="Dara", detected="2026")
    assert answer.status_code == 302
    assert {c.unit_id for c in all_cases(cast.kham)} == {cast.border_post.id}


def test_who_may_not_open_cases_gets_a_page_that_does_not_exist(cast: Cast) -> None:
    for account in (cast.anan, cast.nok, cast.vichai):
        assert client_for(account).get("/cases/new/").status_code == 404
