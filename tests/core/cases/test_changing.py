"""Changing a case by hand: fields, notes, steps, status, who is responsible; and two people at once."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from handrail.core import vault
from handrail.core.access import acting_as
from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case
from handrail.core.cases.reading import values_of
from handrail.core.milestones.models import CascadeRow, Milestone
from tests.cast import Cast, client_for, make_account, open_case
from tests.core.cases.pages import edit, events, filled, said

pytestmark = pytest.mark.django_db


def now_of(account: Account, case: Case) -> dict[str, Any]:
    with acting_as(account):
        fresh = Case.objects.visible_to(account).select_related("person").get(id=case.id)
        return {**values_of(fresh), "status": fresh.status, "owner": fresh.owner_id, "version": fresh.version}


def row_of(account: Account, case: Case) -> CascadeRow:
    with acting_as(account):
        return CascadeRow.objects.visible_to(account).get(case_id=case.id)


def step(account: Account, case: Case, kind: str) -> Milestone | None:
    with acting_as(account):
        return Milestone.objects.visible_to(account).filter(case=case, kind=kind).first()


def test_only_what_was_changed_is_written(cast: Cast) -> None:
    case = open_case(cast.dao)
    before = now_of(cast.dao, case)
    answer = edit(client_for(cast.dao), case, "person", hr_FullName="Rin Suwannamalee", prs_Birthdate="2551")
    assert answer.status_code == 302
    after = now_of(cast.dao, case)
    assert {name for name in after if after[name] != before.get(name)} == {
        "hr_FullName",
        "prs_Birthdate",
        "version",
    }
    assert after["prs_Birthdate"].text == "2008"


@pytest.mark.parametrize("part", ["person", "contact", "found", "happened", "standing", "onward", "missed"])
def test_saving_a_page_as_it_is_changes_nothing(cast: Cast, part: str) -> None:
    case = open_case(cast.dao)
    before = now_of(cast.dao, case)
    answer = edit(client_for(cast.dao), case, part)
    assert answer.status_code == 302
    assert now_of(cast.dao, case) == before
    assert events("core:case:changed") == []


def test_a_field_can_be_cleared(cast: Cast) -> None:
    case = open_case(cast.dao)
    edit(client_for(cast.dao), case, "contact", prs_MobilePhone="")
    assert "prs_MobilePhone" not in now_of(cast.dao, case)


def test_what_cannot_be_read_is_said_and_what_was_typed_stays(cast: Cast) -> None:
    case = open_case(cast.dao)
    answer = edit(client_for(cast.dao), case, "person", prs_Birthdate="31/02/2551", hr_Nickname="Noi")
    assert answer.status_code == 422
    assert "Something needs mending" in said(answer)
    assert filled(answer)["prs_Birthdate"] == "31/02/2551" and filled(answer)["hr_Nickname"] == "Noi"


def test_two_people_who_change_different_fields_both_keep_their_change(cast: Cast) -> None:
    case = open_case(cast.dao)
    dao, minh = client_for(cast.dao), client_for(cast.minh)
    url = f"/cases/{case.id}/edit/?part=person"
    page_of_dao, page_of_minh = filled(dao.get(url)), filled(minh.get(url))
    minh.post(url, {**page_of_minh, "hr_Nickname": "Noi"})
    answer = dao.post(url, {**page_of_dao, "hr_FatherName": "Sok"}, follow=True)
    assert "Both changes are kept" in said(answer)
    after = now_of(cast.dao, case)
    assert (after["hr_Nickname"], after["hr_FatherName"]) == ("Noi", "Sok")


@pytest.mark.parametrize(("choice", "kept"), [("mine", "Rin of Dao"), ("theirs", "Rin of Minh")])
def test_the_same_field_is_put_to_a_choice_and_nothing_is_lost(cast: Cast, choice: str, kept: str) -> None:
    case = open_case(cast.dao)
    dao, minh = client_for(cast.dao), client_for(cast.minh)
    url = f"/cases/{case.id}/edit/?part=person"
    page_of_dao = filled(dao.get(url))
    minh.post(url, {**filled(minh.get(url)), "hr_FullName": "Rin of Minh"})
    question = dao.post(url, {**page_of_dao, "hr_FullName": "Rin of Dao", "hr_Nickname": "Noi"})
    assert question.status_code == 409
    assert "Rin of Dao" in said(question) and "Rin of Minh" in said(question)
    assert now_of(cast.dao, case)["hr_FullName"] == "Rin of Minh"
    answer = dao.post(url, {**filled(question), "keep-hr_FullName": choice})
    assert answer.status_code == 302
    after = now_of(cast.dao, case)
    assert after["hr_FullName"] == kept
    assert after["hr_Nickname"] == "Noi"


def test_a_choice_made_between_two_answers_does_not_sweep_a_third_away(cast: Cast) -> None:
    case = open_case(cast.dao)
    dao, minh = client_for(cast.dao), client_for(cast.minh)
    url = f"/cases/{case.id}/edit/?part=person"
    page_of_dao = filled(dao.get(url))
    minh.post(url, {**filled(minh.get(url)), "hr_FullName": "Second"})
    question = dao.post(url, {**page_of_dao, "hr_FullName": "First"})
    minh.post(url, {**filled(minh.get(url)), "hr_FullName": "Third"})
    again = dao.post(url, {**filled(question), "keep-hr_FullName": "mine"})
    assert again.status_code == 409 and "Third" in said(again)
    assert now_of(cast.dao, case)["hr_FullName"] == "Third"


def test_somebody_who_saves_between_reading_and_writing_is_merged_too(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    from handrail.core.cases.views import editing

    case = open_case(cast.dao)
    write, first = editing.change_case, []

    def overtaken(case: Case, **change: Any) -> Case:
        if not first:
            first.append(True)
            write(
                Case.objects.editable_by(cast.dao).select_related("person").get(id=case.id),
                **{**change, "changes": {"hr_Nickname": "Noi"}},
            )
        return write(case, **change)

    monkeypatch.setattr(editing, "change_case", overtaken)
    monkeypatch.setattr("handrail.core.access.scoped.check_acting", lambda account: None)
    edit(client_for(cast.dao), case, "person", hr_FatherName="Sok")
    after = now_of(cast.dao, case)
    assert (after["hr_Nickname"], after["hr_FatherName"]) == ("Noi", "Sok")


def test_the_status_that_somebody_else_changed_is_shown_before_it_is_changed_again(cast: Cast) -> None:
    case = open_case(cast.dao)
    dao, url = client_for(cast.dao), f"/cases/{case.id}/status/"
    page_of_dao = filled(dao.get(url))
    minh = client_for(cast.minh)
    minh.post(url, {**filled(minh.get(url)), "status": "FollowUp"})
    typed = {"status": "Closed", "ended_on": "2026-02", "because": "completed", "reason": "All is well."}
    question = dao.post(url, {**page_of_dao, **typed})
    assert "its status is “Follow-up” now" in said(question)
    assert filled(question)["reason"] == "All is well."
    assert dao.post(url, filled(question)).status_code == 302
    assert now_of(cast.dao, case)["status"] == "Closed"


def test_nothing_is_added_to_a_person_who_was_erased(cast: Cast) -> None:
    case = open_case(cast.dao)
    browser = client_for(cast.dao)
    page = filled(browser.get(f"/cases/{case.id}/edit/?part=person"))
    vault.erase_person(case.person_id)
    for answer in (
        browser.post(f"/cases/{case.id}/notes/", {"text": "Back again."}),
        browser.post(f"/cases/{case.id}/edit/?part=person", {**page, "hr_FullName": "Rin"}),
    ):
        assert answer.status_code == 403 and "was erased" in said(answer)


def test_a_text_that_is_far_too_long_is_refused_and_not_cut(cast: Cast) -> None:
    case = open_case(cast.dao)
    answer = client_for(cast.dao).post(f"/cases/{case.id}/notes/", {"text": "a" * 20_001})
    assert "at most 20000 characters" in said(answer)


def test_a_note_is_kept_with_its_line_ends_and_its_writer(cast: Cast) -> None:
    case = open_case(cast.dao)
    browser = client_for(cast.minh)
    browser.post(f"/cases/{case.id}/notes/", {"text": "First line.\r\nSecond <line>."})
    page = browser.get(f"/cases/{case.id}/")
    assert "First line. Second <line>." in said(page) and "Minh" in said(page)
    assert "Write something first" in said(browser.post(f"/cases/{case.id}/notes/", {"text": "  "}))


def test_a_step_names_the_note_that_shows_it_as_its_source(cast: Cast) -> None:
    case = open_case(cast.dao)
    browser = client_for(cast.dao)
    browser.post(
        f"/cases/{case.id}/steps/",
        {
            "kind": "assisted",
            "when": "between 1 Feb 2026 and 20 Feb 2026",
            "shown_by": "The clinic's letter.",
        },
    )
    recorded = step(cast.dao, case, "assisted")
    assert recorded is not None and recorded.source_kind == "note" and recorded.source_id is not None
    assert (recorded.earliest.day, recorded.latest.day) == (1, 20)
    assert row_of(cast.dao, case).assisted_on == recorded.latest
    page = said(browser.get(f"/cases/{case.id}/"))
    assert "The clinic's letter." in page and "a note in this case" in page


def test_a_step_without_anything_that_shows_it_or_in_the_future_is_refused(cast: Cast) -> None:
    case = open_case(cast.dao)
    answer = client_for(cast.dao).post(
        f"/cases/{case.id}/steps/", {"kind": "assisted", "when": "2031", "shown_by": ""}
    )
    assert "still to come" in said(answer) and "Write what shows it" in said(answer)
    assert step(cast.dao, case, "assisted") is None


def test_a_step_recorded_by_mistake_is_taken_back_with_a_reason(cast: Cast) -> None:
    case = open_case(cast.dao)
    browser = client_for(cast.dao)
    browser.post(f"/cases/{case.id}/steps/", {"kind": "assisted", "when": "2026-02", "shown_by": "A call."})
    browser.post(f"/cases/{case.id}/steps/assisted/", {"text": "It was another person."})
    assert step(cast.dao, case, "assisted") is None
    assert row_of(cast.dao, case).assisted_on is None
    assert events("core:milestone:taken-back")[0].reason == "assisted"
    assert "It was another person." in said(browser.get(f"/cases/{case.id}/"))


def test_closing_ends_the_way_and_opening_again_takes_the_end_back(cast: Cast) -> None:
    case = open_case(cast.dao)
    browser = client_for(cast.dao)
    url = f"/cases/{case.id}/status/"
    browser.post(
        url, {**filled(browser.get(url)), "status": "Closed", "ended_on": "2026-02-20", "because": "departed"}
    )
    assert now_of(cast.dao, case)["status"] == "Closed"
    assert row_of(cast.dao, case).ended_because == "departed"
    browser.post(url, {**filled(browser.get(url)), "status": "Active"})
    assert now_of(cast.dao, case)["status"] == "Active"
    assert row_of(cast.dao, case).ended_on is None


def test_a_case_is_not_closed_without_a_day_and_a_reason(cast: Cast) -> None:
    case = open_case(cast.dao)
    browser = client_for(cast.dao)
    url = f"/cases/{case.id}/status/"
    answer = browser.post(url, {**filled(browser.get(url)), "status": "Closed"})
    assert "Write when the case was closed" in said(answer) and "Choose why the case ends" in said(answer)
    assert now_of(cast.dao, case)["status"] == "Active"


def test_a_supervisor_gives_a_case_to_a_colleague_whose_role_reaches_it(cast: Cast) -> None:
    case = open_case(cast.minh)
    browser = client_for(cast.minh)
    page = said(browser.get(f"/cases/{case.id}/assign/"))
    options = browser.get(f"/cases/{case.id}/assign/").content.decode()
    assert ">Dao<" in options and ">Nok<" not in options and ">Kham<" not in options, page
    browser.post(f"/cases/{case.id}/assign/", {"colleague": str(cast.dao.id)})
    assert now_of(cast.minh, case)["owner"] == cast.dao.id
    assert row_of(cast.minh, case).owner_id == cast.dao.id
    assert browser.post(f"/cases/{case.id}/assign/", {"colleague": str(cast.kham.id)}).status_code == 422


def test_a_colleague_of_another_wing_is_offered_only_what_lies_in_that_wing(cast: Cast) -> None:
    make_account("somsri", cast.shelter_north, "case_worker")
    of_the_house, of_the_wing = open_case(cast.minh), open_case(cast.minh, unit=cast.shelter_north)

    def offered(case: Case) -> str:
        return client_for(cast.minh).get(f"/cases/{case.id}/assign/").content.decode()

    assert ">Somsri<" not in offered(of_the_house)
    assert ">Somsri<" in offered(of_the_wing) and ">Dao<" in offered(of_the_wing)


def test_a_case_worker_does_not_give_cases_away(cast: Cast) -> None:
    case = open_case(cast.dao)
    answer = client_for(cast.dao).post(f"/cases/{case.id}/assign/", {"colleague": str(cast.minh.id)})
    assert answer.status_code == 404
    assert now_of(cast.dao, case)["owner"] == cast.dao.id


WRITES = ("edit/?part=person", "notes/", "steps/", "status/", "files/", "consent/", "referrals/")


@pytest.mark.parametrize("write", WRITES)
def test_a_write_to_a_hidden_case_answers_as_to_one_that_does_not_exist(
    cast: Cast, hide: Any, write: str
) -> None:
    case = open_case(cast.sothea)
    hide(case, account_id=cast.sothea.id)

    def answers(browser: Client, case_id: object) -> list[tuple[int, bytes]]:
        url = f"/cases/{case_id}/{write}"
        return [(a.status_code, a.content) for a in (browser.get(url), browser.post(url, {"text": "x"}))]

    browser = client_for(cast.sothea)
    assert answers(browser, case.id) == answers(browser, uuid4())
    assert answers(browser, case.id)[0][0] == 404
