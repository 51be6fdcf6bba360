"""Talks about a case, the review that a second person answers, and what stands before closing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.access import Refused, acting_as
from handrail.core.audit.models import AuditEvent
from handrail.core.cases.actions import before_closing, set_status
from handrail.core.cases.models import Case
from handrail.core.clock import now, today
from handrail.core.dates import PartialDate
from handrail.protect.meetings.actions import answer_review, keep_meeting
from handrail.protect.meetings.domain.leaving import Answer, Kind, is_reviewed
from handrail.protect.meetings.models import Meeting
from handrail.protect.needs.actions import add_needs
from handrail.protect.plan.actions import add_goal
from tests.cast import Cast, client_for, open_case
from tests.protect.needs.test_needs import help_page, shared

pytestmark = pytest.mark.django_db

SAYS = "She wants the room for one more month"
EXIT = {
    "reason": "reached",
    "on": "3 Feb 2026",
    "person": SAYS,
    "decided": "Lives with her aunt.",
    "after": "The centre in the market street.",
}


def helped(cast: Cast) -> Case:
    case = open_case(cast.dao)
    with acting_as(cast.dao):
        add_goal(case, "To sew.", by=cast.dao, at=now())
    return case


def reviewed(cast: Cast, case: Case) -> Meeting:
    with acting_as(cast.dao):
        words = {"person": SAYS}
        return keep_meeting(
            case,
            Kind.EXIT,
            on=today(),
            again_on=None,
            words=words,
            reason="reached",
            by=cast.dao,
            at=now(),
        )


def closing(**more: str) -> dict[str, Any]:
    day = PartialDate(today(), today())
    ending = {"status": "Closed", "ended_on": day, "because": "completed", "reason": "", "although": ""}
    return {"version": 1, **ending, **more}


def test_a_conference_is_written_down_and_shown_with_the_day_it_is_talked_about_again(cast: Cast) -> None:
    case = helped(cast)
    said = {
        "kind": "conference",
        "on": "3 Feb 2026",
        "there": "Dao, the nurse",
        "person": SAYS,
        "decided": "The room stays hers.",
        "again_on": today().isoformat(),
    }
    dao = client_for(cast.dao)
    assert dao.post(reverse("meeting_add", args=[case.id]), said).status_code == 302
    page = help_page(dao, case)
    for words in ("Case conference", SAYS, "The room stays hers.", "Dao, the nurse", "Talked about again"):
        assert words in page
    assert f"/cases/{case.id}/help/#meetings" in dao.get("/work/").content.decode()
    assert f"/cases/{case.id}/help/#meetings" not in client_for(cast.minh).get("/work/").content.decode()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM protect_meeting")
        held = repr([[bytes(c) if isinstance(c, memoryview) else c for c in row] for row in cursor])
    assert SAYS not in held and "nurse" not in held


@pytest.mark.parametrize("name", ["meeting_add", "review_add"])
def test_a_day_to_come_is_refused_and_what_was_typed_stays(cast: Cast, name: str) -> None:
    case = helped(cast)
    to_come = (today() + timedelta(days=2)).isoformat()
    said = {**EXIT, "kind": "conference", "on": to_come, "there": "Dao"}
    answer = client_for(cast.dao).post(reverse(name, args=[case.id]), said)
    assert answer.status_code == 422
    assert "still to come" in answer.content.decode() and SAYS in answer.content.decode()


def test_a_second_person_says_whether_the_help_may_end(cast: Cast) -> None:
    case = helped(cast)
    dao, minh = client_for(cast.dao), client_for(cast.minh)
    assert dao.post(reverse("review_add", args=[case.id]), EXIT).status_code == 302
    review = Meeting._base_manager.get()
    address = reverse("review_answer", args=[case.id, review.id])
    assert address in minh.get("/work/").content.decode()
    assert SAYS in minh.get(address).content.decode()
    refused = minh.post(address, {"answer": "not-yet", "version": "1"})
    assert refused.status_code == 422 and "Write what is missing" in refused.content.decode()
    words = {"answer": "not-yet", "words": "Ask about the debt.", "version": "1"}
    assert minh.post(address, words).status_code == 302
    page = help_page(dao, case)
    assert "Not yet" in page and "Ask about the debt." in page
    assert address not in minh.get("/work/").content.decode()
    again = minh.post(address, {"answer": "agreed", "version": "1"})
    assert again.status_code == 403, "it was answered: a new review is written"
    assert AuditEvent.objects.filter(action="protect:review:answered", reason="not-yet").count() == 1


def test_nobody_answers_a_review_of_their_own(cast: Cast) -> None:
    case = helped(cast)
    minh = client_for(cast.minh)
    assert minh.post(reverse("review_add", args=[case.id]), EXIT).status_code == 302
    review = Meeting._base_manager.get()
    address = reverse("review_answer", args=[case.id, review.id])
    assert address not in minh.get("/work/").content.decode() + help_page(minh, case)
    assert "Somebody else" in minh.post(address, {"answer": "agreed", "version": "1"}).content.decode()
    with acting_as(cast.minh), pytest.raises(Refused, match="review-own"):
        answer_review(review, Answer.AGREED, "", version=1, by=cast.minh, at=now())
    assert client_for(cast.dao).get(address).status_code == 404


def test_a_case_with_something_open_is_closed_only_by_who_writes_why(cast: Cast) -> None:
    case = helped(cast)
    with acting_as(cast.dao):
        add_needs(case, ["dental"], urgent=False, words="", by=cast.dao, at=now())
        assert len(before_closing(case, cast.dao)) == 2
    dao, address = client_for(cast.dao), reverse("case_status", args=[case.id])
    said = {"version": case.version, "status": "Closed", "ended_on": "2026-03-01", "because": "lost_contact"}
    assert "Needs that nobody has met yet" in dao.get(address).content.decode()
    assert "Settle it first" in dao.post(address, said).content.decode()
    assert dao.post(address, {**said, "although": "She asked for it."}).status_code == 302
    page = dao.get(reverse("case_page", args=[case.id])).content.decode()
    assert "She asked for it." in page and "agreed to by a second person" in page
    assert AuditEvent.objects.filter(action="core:case:closed-although-open").exists()


def test_an_agreed_review_lets_it_close_and_nothing_is_asked(cast: Cast) -> None:
    case = helped(cast)
    review = reviewed(cast, case)
    with acting_as(cast.minh):
        answer_review(review, Answer.AGREED, "", version=1, by=cast.minh, at=now())
    with acting_as(cast.dao):
        assert before_closing(case, cast.dao) == []
        set_status(case, closing(version=case.version), by=cast.dao, at=now())
    assert not AuditEvent.objects.filter(action="core:case:closed-although-open").exists()


def test_where_no_help_was_given_no_review_is_asked_for(cast: Cast) -> None:
    case = open_case(cast.dao)
    with acting_as(cast.dao):
        assert before_closing(case, cast.dao) == []


@pytest.mark.parametrize("parts, opens", [(["plan"], False), (["meetings"], True)])
def test_another_house_reads_it_only_under_a_consent_that_names_it(
    cast: Cast, parts: list[str], opens: bool
) -> None:
    case = helped(cast)
    reviewed(cast, case)
    shared(cast, case, parts)
    assert (SAYS in help_page(client_for(cast.sothea), case)) is opens


@pytest.mark.pure
@given(st.lists(st.sampled_from(Answer)))
def test_only_the_last_review_counts(answers: list[Answer]) -> None:
    assert is_reviewed(answers) == (answers[-1:] == [Answer.AGREED])
