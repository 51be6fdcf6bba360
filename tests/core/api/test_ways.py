"""Milestones, consent, referrals, imports and the cascade through the API, as a program would use them."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from handrail.core.cases.models import Case
from handrail.core.clock import today
from handrail.core.milestones.models import CascadeRow
from handrail.measure.actions import publish_snapshot
from tests.cast import Cast, open_case
from tests.cooperate.importing.bringing import BY_ID, PEOPLE, table
from tests.core.api.calling import Program, code_of

pytestmark = pytest.mark.django_db

NONE_YET = {"If-None-Match": "*"}


def test_a_step_is_recorded_with_what_shows_it_replaced_by_its_version_and_taken_back(cast: Cast) -> None:
    case = open_case(cast.dao)
    program = Program(cast.dao)
    url = f"cases/{case.id}/milestones/presumed"
    said = {"when": "2026-02-12/2026-02-20", "shown_by": "Letter of the district office"}
    assert program.put(url, said).status_code == 428
    made = program.put(url, said, headers=NONE_YET)
    assert made.status_code == 200, made.content
    assert program.get(url).json()["when"] == "2026-02-12/2026-02-20"
    assert CascadeRow.objects.unscoped("test").get(case=case).presumed_on.isoformat() == "2026-02-20"
    twice = program.put(url, said, headers=NONE_YET)
    assert (twice.status_code, twice["ETag"]) == (412, made["ETag"])
    better = program.put(url, {**said, "when": "2026-02-13"}, headers={"If-Match": made["ETag"]})
    assert better.status_code == 200
    stale = program.post(f"{url}/take-back", {"why": "wrong person"}, headers={"If-Match": made["ETag"]})
    assert stale.status_code == 412
    gone = program.post(f"{url}/take-back", {"why": "wrong person"}, headers={"If-Match": better["ETag"]})
    assert gone.status_code == 200, gone.content
    assert program.get(url).status_code == 404
    notes = [e["fields"]["cco_CaseComment"] for e in program.get(f"cases/{case.id}").json()["entries"]]
    assert sorted(notes) == ["Letter of the district office"] * 2 + ["wrong person"]


def test_a_step_to_come_or_of_no_kind_is_refused(cast: Cast) -> None:
    case = open_case(cast.dao)
    program = Program(cast.dao)
    for kind, when in (("presumed", "2999-01-01"), ("saved", "2026-01-01"), ("presumed", "2026-02-31")):
        said = {"when": when, "shown_by": "x"}
        answer = program.put(f"cases/{case.id}/milestones/{kind}", said, headers=NONE_YET)
        assert (answer.status_code, code_of(answer)) == (422, "request-invalid"), (kind, when)


def test_a_case_is_sent_under_consent_accepted_read_and_closed_again(cast: Cast) -> None:
    case = open_case(cast.dao)
    dao, sothea = Program(cast.dao), Program(cast.sothea)
    assert cast.police.name in [each["name"] for each in dao.get("recipients").json()["items"]]
    consent = dao.post(
        f"cases/{case.id}/consents",
        {
            "recipient": str(cast.police.id),
            "purpose": "investigation",
            "parts": ["happened"],
            "starts_on": today().isoformat(),
            "last_day": (today() + timedelta(days=30)).isoformat(),
            "explained_how": "spoken",
        },
    )
    assert consent.status_code == 201, consent.content
    targets = dao.get(f"cases/{case.id}/referrals/targets").json()["items"]
    assert {target["unit"]["name"] for target in targets} == {"Headquarters", "River post"}
    wish = {"consent": consent.json()["id"], "unit": str(cast.police_head.id)}
    assert dao.post(f"cases/{case.id}/referrals", {**wish, "unit": str(uuid4())}).status_code == 422
    sent = dao.post(f"cases/{case.id}/referrals", wish)
    assert sent.status_code == 201, sent.content
    assert code_of(dao.post(f"cases/{case.id}/referrals", wish)) == "referral-open-already"
    assert sothea.get(f"cases/{case.id}").status_code == 404
    waiting = sothea.get("referrals").json()["items"]
    assert [each["id"] for each in waiting] == [sent.json()["id"]]
    answered = sothea.post(f"referrals/{waiting[0]['id']}/answer", {"answer": "accept"})
    assert answered.status_code == 200, answered.content
    read = sothea.get(f"cases/{case.id}").json()
    assert read["fields"] == {"vic_TypeOfExploitation": ["ForcedLabour"]}
    assert sothea.get(f"cases/{case.id}/consents").json()["items"] == []
    back = dao.post(f"cases/{case.id}/consents/{consent.json()['id']}/withdraw")
    assert back.status_code == 200, back.content
    assert sothea.get(f"cases/{case.id}").status_code == 404
    assert dao.get(f"cases/{case.id}/consents").json()["items"][0]["live"] is False
    assert dao.post(f"cases/{case.id}/referrals/{sent.json()['id']}/end").status_code == 200


def test_a_file_is_sent_checked_confirmed_and_taken_back(cast: Cast) -> None:
    program = Program(cast.dao)
    file = SimpleUploadedFile("register.csv", table([*PEOPLE, {"Name": "Nobody", "Met on": "31/31/2026"}]))
    sent = program.call("POST", "imports", data={"file": file, "mapping": BY_ID})
    assert sent.status_code == 201, sent.content
    url = sent.json()["url"]
    checked = program.get(url).json()
    assert (checked["status"], checked["counts"]["created"], checked["counts"]["refused"]) == (
        "checked",
        3,
        1,
    )
    assert checked["refused"][0]["mend"]
    assert not Case.objects.unscoped("test").exists()
    assert program.post(f"{url}/confirm").status_code == 200
    done = program.get(url).json()
    assert (done["status"], done["counts"]["created"], done["may_undo"]) == ("done", 3, True)
    again = program.post(f"{url}/confirm")
    assert (again.status_code, code_of(again)) == (409, "import-state")
    assert code_of(program.delete(url)) == "import-state"
    assert program.post(f"{url}/undo").status_code == 200
    assert not Case.objects.unscoped("test").exists()
    assert program.delete(url).status_code == 204
    assert program.get("imports").json() == {"items": [], "next": None}
    assert program.get(url).status_code == 404


def test_a_file_or_a_mapping_that_cannot_be_read_says_why(cast: Cast) -> None:
    program = Program(cast.dao)
    for content, more in (
        (b"", {}),
        (b"%PDF-1.7 not a table", {}),
        (table(PEOPLE), {"mapping": "columns: 3"}),
    ):
        file = SimpleUploadedFile("list.csv", content)
        answer = program.call("POST", "imports", data={"file": file, **more})
        assert answer.status_code == 422, answer.content
        told = answer.json()
        assert told["mend"] or told["errors"], told
    assert program.get("imports").json()["items"] == []


def test_the_cascade_is_counted_within_sight_and_the_snapshot_is_everybodys(cast: Cast) -> None:
    open_case(cast.dao)
    open_case(cast.sothea)
    counted = Program(cast.dao).get("cascade?from=2026Q1&by=sex").json()
    assert [(group["group"], group["detected"]) for group in counted["groups"]] == [("female", 1)]
    assert Program(cast.dao).get("cascade?sex=male").json()["groups"] in (
        [],
        [each for each in Program(cast.dao).get("cascade?sex=male").json()["groups"] if not each["detected"]],
    )
    assert code_of(Program(cast.dao).get("cascade?from=soon")) == "request-invalid"
    vichai = Program(cast.vichai)
    assert code_of(vichai.get("cascade")) == "role-missing"
    snapshot = publish_snapshot(by=cast.vichai, today=today() + timedelta(days=200))
    listed = vichai.get("cascade/published").json()["items"]
    assert [each["id"] for each in listed] == [str(snapshot.id)]
    assert "tables" in vichai.get(f"cascade/published/{snapshot.id}").json()
