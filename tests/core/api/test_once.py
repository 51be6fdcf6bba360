"""A request that is sent twice is done once; a key is good for one request of one token for a day."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from handrail.core.api.models import KeptAnswer
from handrail.core.api.once import KEPT
from handrail.core.cases.models import Case, Entry
from handrail.core.clock import now
from tests.cast import Cast, open_case
from tests.cooperate.importing.bringing import PEOPLE, table
from tests.core.api.calling import Program, code_of
from tests.core.api.test_cases import NEW

pytestmark = pytest.mark.django_db


def key() -> dict[str, str]:
    return {"Idempotency-Key": str(uuid4())}


def cases() -> int:
    return Case.objects.unscoped("test").count()


def test_the_same_request_sent_again_is_done_once_and_answered_the_same(cast: Cast) -> None:
    program, one = Program(cast.dao), key()
    first = program.post("cases", NEW, headers=one)
    again = program.post("cases", NEW, headers=one)
    assert (again.status_code, again.content, again["ETag"], again["Location"]) == (
        first.status_code,
        first.content,
        first["ETag"],
        first["Location"],
    )
    assert (again.get("Idempotency-Replayed"), cases()) == ("true", 1)


def test_another_request_with_the_same_key_is_refused(cast: Cast) -> None:
    program, one = Program(cast.dao), key()
    case = open_case(cast.dao)
    program.post(f"cases/{case.id}/notes", {"text": "one"}, headers=one)
    for path, body in ((f"cases/{case.id}/notes", {"text": "two"}), ("cases", NEW)):
        other = program.post(path, body, headers=one)
        assert (other.status_code, code_of(other)) == (422, "idempotency-key-reused")
    assert Entry.objects.unscoped("test").count() == 1


def test_a_key_belongs_to_one_token(cast: Cast) -> None:
    one = key()
    Program(cast.dao).post("cases", NEW, headers=one)
    answer = Program(cast.dao).post("cases", NEW, headers=one)
    assert (answer.status_code, cases()) == (201, 2)


def test_what_was_refused_can_be_sent_again_mended_with_the_same_key(cast: Cast) -> None:
    program, one = Program(cast.dao), key()
    assert program.post("cases", {**NEW, "detected": "2999"}, headers=one).status_code == 422
    assert program.post("cases", NEW, headers=one).status_code == 201


def test_a_key_is_asked_for_and_must_be_one(cast: Cast) -> None:
    program = Program(cast.dao)
    for value, code in [("", "idempotency-key-missing"), ("short", "idempotency-key-unreadable")]:
        answer = program.post("cases", NEW, headers={"Idempotency-Key": value})
        assert (answer.status_code, code_of(answer)) == (400, code)
    assert cases() == 0


def test_an_answer_is_kept_for_a_day(cast: Cast) -> None:
    program, one = Program(cast.dao), key()
    program.post("cases", NEW, headers=one)
    KeptAnswer.objects.update(created_at=now() - KEPT - timedelta(seconds=1))
    assert program.post("cases", NEW, headers=one).status_code == 201
    assert (KeptAnswer.objects.count(), cases()) == (1, 2)


def test_no_answer_that_is_kept_names_anybody(cast: Cast) -> None:
    Program(cast.dao).post("cases", NEW, headers=key())
    kept = KeptAnswer.objects.get()
    assert "Mali" not in kept.body and "KH" not in str(kept.headers)


def test_a_file_sent_again_in_another_wrapping_is_the_same_request(cast: Cast) -> None:
    program, one = Program(cast.dao), key()
    answers = [
        program.call(
            "POST",
            "imports",
            headers=one,
            data={"file": SimpleUploadedFile(name, table(PEOPLE))},
        )
        for name in ("list.csv", "list.csv")
    ]
    assert [answer.status_code for answer in answers] == [201, 201], answers[0].content
    assert answers[0].content == answers[1].content
    other = program.call(
        "POST", "imports", headers=one, data={"file": SimpleUploadedFile("list.csv", b"name\nx\n")}
    )
    assert code_of(other) == "idempotency-key-reused"
