"""What phones send arrives once, is never lost, and reaches nobody else."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from handrail.core.access import acting_as
from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case
from handrail.core.clock import now
from handrail.core.milestones.models import Milestone
from handrail.core.vault import Damaged
from handrail.core.vault.letters import open_letter
from handrail.identify.field.actions import end_phone
from handrail.identify.field.models import Arrival
from handrail.identify.screenings.models import Screening
from handrail.identify.screenings.queries import Line, screenings_of
from tests.cast import Cast, client_for, open_case
from tests.identify.field.phones import INTERVIEW, APhone, message, sealed_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def phone(cast: Cast) -> APhone:
    return APhone(cast.kham)


def screened(account: Account) -> list[Line]:
    with acting_as(account):
        cases = list(Case.objects.visible_to(account).order_by("created_at"))
        return [line for case in cases for line in screenings_of(account, case)]


def test_a_finished_screening_becomes_a_case_with_its_milestones(cast: Cast, phone: APhone) -> None:
    assert phone.send(phone.letter()).status_code == 200
    (line,) = screened(cast.kham)
    assert line.answers == {"hurt": "no", "age": "under_18"}
    assert (line.screening.ended_at is not None, line.screening.child) == (True, True)
    with acting_as(cast.kham):
        kinds = set(Milestone.objects.visible_to(cast.kham).values_list("kind", flat=True))
        assert Case.objects.visible_to(cast.kham).get().owner_id == cast.kham.id
    assert kinds >= {"detected", "screened"}


def test_the_same_letter_sent_again_is_known_by_its_bytes(cast: Cast, phone: APhone) -> None:
    letter = phone.letter()
    assert [phone.send(letter).status_code for _ in range(3)] == [200, 200, 200]
    assert len(screened(cast.kham)) == Arrival.objects.count() == 1


def test_a_crash_before_the_answer_leaves_nothing_half_done(
    cast: Cast, phone: APhone, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = phone.letter()
    with monkeypatch.context() as broken:
        broken.setattr("handrail.identify.field.actions.bring_in", lambda *_args, **_more: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            phone.send(letter)
    assert (Arrival.objects.count(), len(screened(cast.kham))) == (0, 0)
    assert phone.send(letter).status_code == 200
    assert len(screened(cast.kham)) == 1


@pytest.mark.parametrize("why", ["unknown", "ended", "suspended", "expired"])
def test_a_phone_that_is_not_known_brings_nothing_in(cast: Cast, phone: APhone, why: str) -> None:
    match why:
        case "unknown":
            phone.secret = "0" * 64
        case "ended":
            end_phone(phone.phone, by=cast.kham, at=now())
        case "suspended":
            Account.objects.filter(id=cast.kham.id).update(is_active=False)
        case "expired":
            phone.phone.created_at = phone.phone.expires_at = now()
            phone.phone.save()
    assert phone.send(phone.letter()).status_code == 401
    assert Arrival.objects.count() == 0


def test_a_letter_for_another_organisation_stays_closed_and_is_kept(cast: Cast, phone: APhone) -> None:
    sealed = sealed_for(cast.dao, INTERVIEW)
    assert phone.send(message(sealed)).status_code == 200
    arrival = Arrival.objects.get()
    assert (arrival.problem, bytes(arrival.sealed)) == ("unreadable", sealed)
    assert screened(cast.kham) == []
    with pytest.raises(Damaged):
        open_letter(cast.kham.organisation_id, 1, sealed)


@pytest.mark.parametrize("place", [0, 64, 65, -1])
def test_a_letter_with_one_byte_changed_does_not_open(cast: Cast, place: int) -> None:
    sealed = bytearray(sealed_for(cast.kham, INTERVIEW))
    sealed[place] ^= 1
    with pytest.raises(Damaged):
        open_letter(cast.kham.organisation_id, 1, bytes(sealed))


@pytest.mark.parametrize(
    "changed",
    [
        {"instrument": "gone"},
        {"began": "yesterday"},
        {"answers": "yes"},
        {"answers": [["hurt"]]},
        {"called": "x" * 121},
    ],
)
def test_what_is_no_interview_is_kept_as_it_came(phone: APhone, changed: dict[str, Any]) -> None:
    letter = phone.letter(**changed)
    assert phone.send(letter).status_code == 200
    assert bytes(Arrival.objects.get().sealed) == base64.b64decode(letter["sealed"])


@pytest.mark.parametrize(
    "sent", [[], {}, {"number": 0, "key": 1, "sealed": ""}, message(b"") | {"sealed": "%"}]
)
def test_what_is_no_letter_is_refused_with_its_reason(phone: APhone, sent: Any) -> None:
    answer = phone.send(sent)
    assert answer.status_code == 400
    assert json.loads(answer.content)["error"]
    assert Arrival.objects.count() == 0


def test_a_case_that_is_named_gets_the_screening(cast: Cast, phone: APhone) -> None:
    case = open_case(cast.kham)
    phone.send(phone.letter(case=case.number.lower()))
    with acting_as(cast.kham):
        assert Screening.objects.visible_to(cast.kham).get().case_id == case.id


def test_a_number_that_names_no_case_to_change_opens_one_and_says_so(cast: Cast, phone: APhone) -> None:
    hidden = open_case(cast.dao)
    phone.send(phone.letter(case=hidden.number))
    phone.send(phone.letter(2, case="HR-0000-0000"))
    assert {one.problem for one in Arrival.objects.all()} == {"no-such-case"}
    assert len(screened(cast.kham)) == 2
    page = client_for(cast.kham).get("/phones/").content.decode()
    assert "named no case that you may change" in page


def test_letters_that_never_came_are_counted(cast: Cast, phone: APhone) -> None:
    for number in (1, 2, 5):
        phone.send(phone.letter(number))
    assert sorted(Arrival.objects.values_list("missing", flat=True)) == [0, 0, 2]
    assert (
        "2 letters of this phone before it have not come"
        in client_for(cast.kham).get("/phones/").content.decode()
    )


def test_one_that_broke_off_can_be_gone_on_with(cast: Cast, phone: APhone) -> None:
    phone.send(phone.letter(ended=False))
    (line,) = screened(cast.kham)
    page = client_for(cast.kham).get(f"/cases/{line.screening.case_id}/screenings/{line.screening.id}/ask/")
    assert page.status_code == 200


def test_answers_that_the_instrument_takes_no_more_are_kept_apart(cast: Cast, phone: APhone) -> None:
    phone.send(phone.letter(answers=[["gone", "yes"], ["hurt", "yes"]]))
    (line,) = screened(cast.kham)
    assert line.answers == {"hurt": "yes"}
    assert line.said["left_over"] == [["gone", "yes"]]
    assert line.said["asked_in"] == "my"


def test_what_was_taken_out_is_brought_in_by_a_colleague_once(cast: Cast, phone: APhone) -> None:
    letters = [phone.letter(1), phone.letter(2)]
    phone.send(letters[0])
    text = json.dumps({"handrail": "letters", "letters": letters}).encode()
    for _ in range(2):
        file = SimpleUploadedFile("handrail-letters.json", text)
        assert client_for(cast.kham).post("/phones/", {"file": file}).status_code == 302
    assert len(screened(cast.kham)) == 2


@pytest.mark.parametrize("text", [b"", b"[]", b'{"letters": [1]}', b'{"letters": [{"number": 1}]}'])
def test_a_file_that_the_app_did_not_make_says_what_to_choose(cast: Cast, text: bytes) -> None:
    answer = client_for(cast.kham).post("/phones/", {"file": SimpleUploadedFile("x.json", text)})
    assert answer.status_code == 422
    assert "Choose the file" in answer.content.decode() or not text


def test_what_came_waits_in_my_work_until_somebody_looked(cast: Cast, phone: APhone) -> None:
    phone.send(phone.letter())
    browser = client_for(cast.kham)
    heading = "Came from a phone"
    assert heading in browser.get("/work/").content.decode()
    arrival = Arrival.objects.get()
    assert client_for(cast.dao).post(f"/phones/letters/{arrival.id}/looked-at/").status_code == 404
    assert browser.post(f"/phones/letters/{arrival.id}/looked-at/").status_code == 302
    assert heading not in browser.get("/work/").content.decode()


def test_the_page_that_sets_a_phone_up_gives_what_sends_and_seals(cast: Cast) -> None:
    page = client_for(cast.kham).post("/phones/new/", {"name": "blue"}).content.decode()
    given = json.loads(page.split('type="application/json">')[1].split("</script>")[0])
    assert given.keys() == {"secret", "key", "public"}
    assert base64.b64decode(given["public"])[0] == 4


def test_somebody_else_s_phone_does_not_exist(cast: Cast, phone: APhone) -> None:
    assert client_for(cast.dao).post(f"/phones/{phone.phone.id}/end/").status_code == 404
    assert client_for(cast.kham).post(f"/phones/{phone.phone.id}/end/").status_code == 302
    assert phone.send(phone.letter()).status_code == 401


@pytest.mark.parametrize("path", ["", "worker.js", "app.webmanifest", "pack/", "words/my/", "words/en/"])
def test_the_app_s_files_hold_nothing_of_anybody_and_no_token(path: str) -> None:
    answer = Client().get(f"/field/{path}")
    assert answer.status_code == 200
    assert not answer.cookies
    assert b"csrf" not in answer.content


def test_words_in_a_language_that_is_not_offered_do_not_exist() -> None:
    assert Client().get("/field/words/xx/").status_code == 404
