"""Cases and persons through the API: read within one's sight, written as the pages write, nothing lost."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from handrail.core import vault
from handrail.core.audit.models import AuditEvent
from handrail.core.cases.models import Case, Entry
from handrail.core.cases.reading import values_of
from handrail.core.clock import now
from handrail.core.consent.models import ConsentGrant
from handrail.core.referrals.models import Referral, ReferralStatus
from tests.cast import RIN, Cast, open_case
from tests.core.api.calling import Program, code_of

pytestmark = pytest.mark.django_db

NEW: dict[str, Any] = {
    "detected": "2026-02",
    "person": {"hr_FullName": "Mali Thongdee", "prs_Citizenship": ["KH"], "prs_Birthdate": "2004"},
    "fields": {"vic_TypeOfExploitation": ["ForcedLabour"], "hr_AgeAtDetection": {"low": 20, "high": 22}},
    "note": "Do not call after six.",
}


def stored(case_id: str) -> tuple[Case, dict[str, Any]]:
    case = Case.objects.unscoped("test").select_related("person").get(id=case_id)
    return case, values_of(case)


def share(case: Case, cast: Cast, fields: list[str]) -> None:
    """Dao's case is referred to Sothea's unit, under consent to these fields."""
    consent = ConsentGrant(
        case=case,
        purpose="investigation",
        recipient=cast.police,
        fields=fields,
        starts_on="2026-01-01",
        ends_on="2099-01-01",
        recorded_at=now(),
    )
    ConsentGrant.objects.insert([consent])
    referral = Referral(
        case=case, to_unit=cast.police_head, consent=consent, sent_at=now(), answered_at=now()
    )
    referral.status = ReferralStatus.ACCEPTED
    Referral.objects.insert([referral])


def test_a_program_opens_a_case_and_reads_it_back(cast: Cast) -> None:
    program = Program(cast.dao)
    opened = program.post("cases", NEW)
    assert opened.status_code == 201, opened.content
    assert opened["Location"] == opened.json()["url"]
    case, values = stored(opened.json()["id"])
    assert (case.owner_id, case.unit_id) == (cast.dao.id, cast.dao.unit_id)
    assert values["hr_FullName"] == "Mali Thongdee"
    read = program.get(opened.json()["url"])
    assert read["ETag"] == opened["ETag"] == '"1"'
    assert read.json()["fields"] == {
        "vic_TypeOfExploitation": ["ForcedLabour"],
        "hr_AgeAtDetection": {"low": 20, "high": 22},
    }
    assert [entry["fields"] for entry in read.json()["entries"]] == [
        {"cco_CaseComment": "Do not call after six."}
    ]
    person = program.get(f"persons/{case.person_id}").json()
    assert person["fields"]["prs_Birthdate"] == "2004"
    steps = program.get(f"cases/{case.id}/milestones").json()["items"]
    assert [(step["kind"], step["when"]) for step in steps] == [("detected", "2026-02")]


def test_what_identifies_somebody_is_read_with_the_scope_of_persons_alone(cast: Cast) -> None:
    case = open_case(cast.dao)
    program = Program(cast.dao, "cases:read")
    answer = program.get(f"cases/{case.id}")
    assert answer.status_code == 200
    assert b"Suwannamali" not in answer.content and b"X-440-911" not in answer.content
    assert code_of(program.get(f"persons/{case.person_id}")) == "scope-missing"
    assert program.get("cases?fields=hr_FullName").status_code == 422


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"detected": "2026-13"}, "body: /detected"),
        ({"detected": "2999"}, "body: /detected"),
        ({"person": {}}, "body: /person/hr_Nickname"),
        ({"person": {**NEW["person"], "prs_Birthdate": "2030"}}, "body: /person/prs_Birthdate"),
        ({"person": {"hr_FullName": "x" * 301}}, "body: /person/hr_FullName"),
        ({"person": {"hr_FullName": "a\x00b"}}, "body: /person/hr_FullName"),
        ({"person": {"hr_Nickname": "Tom", "hr_Sex": "unsure"}}, "body: /person/hr_Sex"),
        ({"fields": {"hr_FullName": "in the wrong place"}}, "body: /fields/hr_FullName"),
        ({"fields": {"hr_DetectedOn": "2026"}}, "body: /fields/hr_DetectedOn"),
        ({"fields": {"hr_AgeAtDetection": {"low": 30, "high": 20}}}, "body: /fields/hr_AgeAtDetection"),
        ({"fields": {"hr_AgeAtDetection": {"low": 50, "high": 60}}}, "body: /fields/hr_AgeAtDetection"),
        ({"unit": str(uuid4())}, "body: /unit"),
        ({"nmae": "misspelt"}, "body: /nmae"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place_and_nothing_is_written(
    cast: Cast, change: dict[str, Any], where: str
) -> None:
    answer = Program(cast.dao).post("cases", {**NEW, **change})
    assert answer.status_code == 422, answer.content
    assert code_of(answer) == "request-invalid"
    assert where in [error["where"] for error in answer.json()["errors"]]
    assert not Case.objects.unscoped("test").exists()


def test_two_who_change_a_case_at_once_lose_nothing(cast: Cast) -> None:
    case = open_case(cast.dao)
    one, other = Program(cast.dao), Program(cast.minh)
    seen = one.get(f"cases/{case.id}")["ETag"]
    first = one.patch(
        f"cases/{case.id}", {"fields": {"hr_Province": "Rung Arun"}}, headers={"If-Match": seen}
    )
    assert (first.status_code, first["ETag"]) == (200, '"2"')
    late = other.patch(
        f"cases/{case.id}", {"fields": {"hr_Province": "Khao Wang"}}, headers={"If-Match": seen}
    )
    assert (late.status_code, code_of(late), late["ETag"]) == (412, "changed-meanwhile", '"2"')
    assert stored(case.id)[1]["hr_Province"] == "Rung Arun"
    again = other.patch(
        f"cases/{case.id}", {"fields": {"hr_Province": None}}, headers={"If-Match": late["ETag"]}
    )
    assert again.status_code == 200
    assert "hr_Province" not in stored(case.id)[1]
    assert stored(case.id)[1]["hr_FullName"] == RIN["hr_FullName"]


def test_a_change_says_which_version_it_changes(cast: Cast) -> None:
    case = open_case(cast.dao)
    program = Program(cast.dao)
    for header, status in [({}, 428), ({"If-Match": "*"}, 400), ({"If-Match": 'W/"1"'}, 412)]:
        answer = program.patch(f"cases/{case.id}", {"fields": {"hr_Province": "x"}}, headers=header)
        assert answer.status_code == status, (header, answer.content)
    assert stored(case.id)[0].version == 1


def test_a_person_is_changed_at_the_version_that_was_read(cast: Cast) -> None:
    case = open_case(cast.dao)
    program = Program(cast.dao)
    seen = program.get(f"persons/{case.person_id}")["ETag"]
    body = {"fields": {"hr_Nickname": "Noi"}}
    changed = program.patch(f"persons/{case.person_id}", body, headers={"If-Match": seen})
    assert changed.status_code == 200, changed.content
    assert changed["ETag"] != seen
    late = program.patch(f"persons/{case.person_id}", body, headers={"If-Match": seen})
    assert late.status_code == 412
    assert program.get(f"persons/{case.person_id}")["ETag"] == changed["ETag"]
    assert stored(case.id)[1]["hr_Nickname"] == "Noi"


def test_a_page_goes_on_where_the_one_before_ended_whatever_is_written_meanwhile(cast: Cast) -> None:
    days = [f"2026-01-{day:02}" for day in range(1, 12)]
    cases = [open_case(cast.dao, detected=day) for day in days]
    program = Program(cast.dao)
    seen: list[str] = []
    after = ""
    while True:
        page = program.get(f"cases?limit=3&after={after}").json()
        seen += [item["id"] for item in page["items"]]
        open_case(cast.dao, detected="2026-02-01")
        if page["next"] is None:
            break
        after = page["next"]
    assert seen == [str(case.id) for case in reversed(cases)]


def test_a_cursor_is_good_for_its_own_question_alone(cast: Cast) -> None:
    for day in ("2026-01-01", "2026-01-02"):
        open_case(cast.dao, detected=day)
    program = Program(cast.dao)
    cursor = program.get("cases?limit=1").json()["next"]
    assert program.get(f"cases?limit=1&after={cursor}").status_code == 200
    for path in (
        f"cases?status=Closed&after={cursor}",
        f"persons?after={cursor}",
        f"cases?after={cursor[:-1]}x",
        "cases?after=x",
    ):
        assert code_of(program.get(path)) == "cursor-unreadable", path
    assert code_of(Program(cast.minh).get(f"cases?limit=1&after={cursor}")) == "cursor-unreadable"


def test_a_misspelt_filter_is_refused_and_not_passed_over(cast: Cast) -> None:
    answer = Program(cast.dao).get("cases?stauts=Closed")
    assert (answer.status_code, answer.json()["errors"][0]["where"]) == (422, "query: stauts")
    assert "status" in answer.json()["errors"][0]["mend"]


def test_who_reads_by_referral_reads_the_fields_of_the_consent_alone(cast: Cast) -> None:
    case = open_case(cast.dao)
    share(case, cast, ["hr_Sex", "vic_TypeOfExploitation"])
    program = Program(cast.sothea)
    read = program.get(f"cases/{case.id}").json()
    assert read["fields"] == {"vic_TypeOfExploitation": ["ForcedLabour"]}
    assert (read["referred"], read["owner"], read["unit"], read["entries"]) == (True, None, None, [])
    assert program.get(f"persons/{case.person_id}").json()["fields"] == {"hr_Sex": "female"}
    listed = program.get("persons?fields=hr_FullName,hr_Sex").json()["items"]
    assert [item["fields"] for item in listed] == [{"hr_Sex": "female"}]
    assert program.get(f"cases/{case.id}/milestones").json()["items"] == []
    for change in (
        program.patch(f"cases/{case.id}", {"fields": {}}, headers={"If-Match": '"1"'}),
        program.post(f"cases/{case.id}/notes", {"text": "x"}),
    ):
        assert (change.status_code, code_of(change)) == (403, "read-only")


def test_a_list_is_one_event_with_its_ids_and_an_opening_is_one(cast: Cast) -> None:
    cases = [open_case(cast.dao) for _ in range(3)]
    program = Program(cast.dao)
    program.get("cases")
    program.get(f"cases/{cases[0].id}")
    program.get(f"persons/{cases[0].person_id}")
    told = AuditEvent.objects.filter(reason="api").order_by("at")
    assert [(event.action, len(event.ids)) for event in told] == [
        ("core:case:listed", 3),
        ("core:case:opened", 1),
        ("core:person:opened", 1),
    ]
    assert {event.actor for event in told} == {cast.dao.id}


def test_what_a_rule_refuses_is_in_the_log_and_writes_nothing(cast: Cast) -> None:
    case = open_case(cast.dao)
    vault.erase_person(case.person_id)
    answer = Program(cast.dao).post(f"cases/{case.id}/notes", {"text": "too late"})
    assert (answer.status_code, code_of(answer)) == (409, "erased")
    assert not Entry.objects.unscoped("test").exists()
    assert AuditEvent.objects.filter(action="core:api:refused", reason="erased").count() == 1


def test_closing_says_when_and_why_and_opening_again_takes_that_back(cast: Cast) -> None:
    case = open_case(cast.dao)
    program = Program(cast.dao)
    url = f"cases/{case.id}/status"
    bare = program.put(url, {"status": "Closed"}, headers={"If-Match": '"1"'})
    assert [error["where"] for error in bare.json()["errors"]] == ["body: /ended_on", "body: /because"]
    said = {"status": "Closed", "ended_on": "2026-02-20", "because": "completed", "reason": "Went home."}
    closed = program.put(url, said, headers={"If-Match": '"1"'})
    assert closed.status_code == 200, closed.content
    kinds = {step["kind"] for step in program.get(f"cases/{case.id}/milestones").json()["items"]}
    assert kinds == {"detected", "ended"}
    program.put(url, {"status": "Active"}, headers={"If-Match": closed["ETag"]})
    kinds = {step["kind"] for step in program.get(f"cases/{case.id}/milestones").json()["items"]}
    assert kinds == {"detected"}


def test_a_supervisor_gives_a_case_to_a_colleague_and_a_case_worker_does_not(cast: Cast) -> None:
    case = open_case(cast.dao)
    minh = Program(cast.minh)
    choices = minh.get(f"cases/{case.id}/owner/choices").json()["items"]
    assert str(cast.pim.id) in [choice["id"] for choice in choices]
    wrong = minh.put(f"cases/{case.id}/owner", {"account": str(cast.kham.id)}, headers={"If-Match": '"1"'})
    assert wrong.status_code == 422
    given = minh.put(f"cases/{case.id}/owner", {"account": str(cast.pim.id)}, headers={"If-Match": '"1"'})
    assert (given.status_code, given["ETag"]) == (200, '"2"')
    assert stored(case.id)[0].owner_id == cast.pim.id
    dao = Program(cast.dao)
    refused = dao.put(f"cases/{case.id}/owner", {"account": str(cast.dao.id)}, headers={"If-Match": '"2"'})
    assert (refused.status_code, code_of(refused)) == (403, "role-missing")
