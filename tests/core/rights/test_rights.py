"""What a person asks about their record is written down, answered in time, and done."""

from __future__ import annotations

import json
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from handrail.core import vault
from handrail.core.access import acting_as
from handrail.core.access.domain.refusal import Refused
from handrail.core.accounts.models import Account
from handrail.core.audit import record
from handrail.core.audit.models import AuditEvent, AuditReason
from handrail.core.cases.actions import add_note
from handrail.core.cases.models import Attachment, Case, Entry, ExternalReference
from handrail.core.clock import now, today
from handrail.core.milestones.models import CascadeRow
from handrail.core.persons.models import Person
from handrail.core.rights import actions
from handrail.core.rights.domain.requests import GRACE, Asker, Right, State
from handrail.core.rights.erasing import due_erasures, erase
from handrail.core.rights.models import RightsRequest
from handrail.core.rights.queries import past_keeping
from handrail.core.rights.verbs import erase_due
from tests.cast import RIN, Cast, client_for, make_account, open_case

MARKER = "Quillon Marchbanks"


@pytest.fixture
def case(cast: Cast) -> Case:
    return open_case(cast.dao, values={**RIN, "hr_FullName": MARKER})


@pytest.fixture
def ann(cast: Cast) -> Account:
    """A second supervisor of the house."""
    return make_account("ann", cast.shelter_house, "supervisor")


def ask(cast: Cast, case: Case, right: Right = Right.ERASURE, by: Account | None = None) -> RightsRequest:
    by = by or cast.minh
    with acting_as(by):
        return actions.enter_request(
            case, right=right, asker=Asker.PERSON, received_on=today(), said=f"from {MARKER}", by=by, at=now()
        )


def confirm(request: RightsRequest, by: Account) -> None:
    with acting_as(by):
        actions.confirm_erasure(request, by=by, at=now())


def erased(request: RightsRequest, *, days: int = GRACE.days) -> None:
    erase(request, by=None, on=today() + timedelta(days), at=now())


def again(request: RightsRequest) -> RightsRequest:
    return RightsRequest.objects.unscoped("test").get(id=request.id)


class TestErasure:
    def test_it_takes_two_persons_and_thirty_days(self, cast: Cast, case: Case, ann: Account) -> None:
        request = ask(cast, case)
        with pytest.raises(Refused, match="needs-another-person"):
            confirm(request, cast.minh)
        with pytest.raises(Refused, match="not-confirmed"):
            erased(request)
        confirm(request, ann)
        with pytest.raises(Refused, match="grace-not-over"):
            erased(request, days=GRACE.days - 1)
        assert Person.objects.unscoped("test").get(id=case.person_id).erased_at is None
        erased(request)
        assert again(request).state == State.GRANTED.value

    def test_no_word_is_left_of_the_person_and_the_count_stays(
        self, cast: Cast, case: Case, ann: Account
    ) -> None:
        with acting_as(cast.dao):
            add_note(case, f"{MARKER} called", by=cast.dao, at=now())
        record(
            action="core:case:opened",
            kind="case",
            ids=[case.id],
            actor=cast.dao.id,
            organisation=case.organisation_id,
            note=f"{MARKER} asked for it",
        )
        request = ask(cast, case)
        confirm(request, ann)
        erased(request)
        assert not Entry.objects.unscoped("test").filter(case=case).exists()
        assert not ExternalReference.objects.unscoped("test").filter(case=case).exists()
        assert not AuditReason.objects.exists()
        assert bytes(again(request).sealed) == b""
        left = Case.objects.unscoped("test").select_related("person").get(id=case.id)
        assert (left.coded, bytes(left.sealed), left.person.coded) == ({}, b"", {})
        assert CascadeRow.objects.unscoped("test").filter(case=case).exists()
        event = AuditEvent.objects.get(action="core:person:erased")
        assert str(case.id) in event.ids
        page = client_for(cast.dao).get(f"/cases/{case.id}/").content.decode()
        assert MARKER not in page and "This person was erased" in page

    def test_the_web_role_forgets_reasons_of_an_erased_person_only(self, cast: Cast, case: Case) -> None:
        from django.db import ProgrammingError, transaction

        if connection.vendor != "postgresql":
            pytest.skip("SQLite has no database roles")
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT handrail_forget_reasons(%s)", [case.id])

    def test_files_go_too(self, cast: Cast, case: Case, ann: Account) -> None:
        upload = SimpleUploadedFile("letter.txt", MARKER.encode(), content_type="text/plain")
        client_for(cast.dao).post(f"/cases/{case.id}/files/", {"file": upload})
        stored = Attachment.objects.unscoped("test").get(case=case)
        request = ask(cast, case)
        confirm(request, ann)
        erased(request)
        with pytest.raises(vault.NoFile):
            BytesIO(b"".join(vault.open_file(stored.file_id, ("person", case.person_id))))

    def test_it_can_be_stopped_until_the_last_day(self, cast: Cast, case: Case, ann: Account) -> None:
        request = ask(cast, case)
        confirm(request, ann)
        with acting_as(cast.dao):
            actions.stop_erasure(request, by=cast.dao, at=now())
        with pytest.raises(Refused, match="not-confirmed"):
            erased(again(request))
        ask(cast, case)

    def test_the_operator_s_verb_does_what_is_due_and_nothing_else(
        self, cast: Cast, case: Case, ann: Account, capsys: Any, monkeypatch: Any
    ) -> None:
        request, later = ask(cast, case), ask(cast, open_case(cast.dao))
        confirm(request, ann)
        confirm(later, ann)
        RightsRequest.objects.unscoped("test").filter(id=request.id).update(grace_until=today())
        assert [each.id for each in due_erasures(today())] == [request.id]
        from argparse import Namespace

        assert erase_due.run(Namespace(json=True)) == 0
        assert json.loads(capsys.readouterr().out) == [{"id": str(request.id), "erased": "yes"}]
        assert again(later).state == State.CONFIRMED.value

    def test_the_database_itself_wants_two_persons(self, cast: Cast, case: Case) -> None:
        from django.db import IntegrityError, transaction

        request = ask(cast, case)
        with pytest.raises(IntegrityError), transaction.atomic():
            RightsRequest.objects.unscoped("test").filter(id=request.id).update(
                state="confirmed", decided_by=cast.minh.id, decided_at=now(), grace_until=today()
            )


class TestRestriction:
    def granted(self, cast: Cast, case: Case) -> RightsRequest:
        request = ask(cast, case, Right.RESTRICTION)
        with acting_as(cast.minh):
            actions.answer(request, grant=True, why="done", by=cast.minh, at=now())
        return request

    def test_a_restricted_record_is_not_changed_but_noted_on_and_can_be_lifted(
        self, cast: Cast, case: Case
    ) -> None:
        request, browser = self.granted(cast, case), client_for(cast.dao)
        refused = browser.post(f"/cases/{case.id}/status/", {"status": "FollowUp", "version": case.version})
        assert refused.status_code == 403 and b"only kept" in refused.content
        browser.post(f"/cases/{case.id}/notes/", {"text": "She called."})
        assert Entry.objects.unscoped("test").filter(case=case).count() == 1
        browser.post(f"/cases/{case.id}/rights/{request.id}/lift/")
        assert browser.get(f"/cases/{case.id}/status/").status_code == 200

    def test_it_is_neither_exported_nor_sent_on(self, cast: Cast, case: Case) -> None:
        from handrail.cooperate.exporting.gathering import outgoing_cases

        other = open_case(cast.dao)
        self.granted(cast, case)
        with acting_as(cast.dao):
            assert [each.case_id for each in outgoing_cases(cast.dao)] == [other.id]
        assert client_for(cast.dao).get(f"/cases/{case.id}/referrals/").status_code in (403, 404)

    def test_the_same_is_asked_once_at_a_time(self, cast: Cast, case: Case) -> None:
        ask(cast, case, Right.ACCESS)
        with pytest.raises(Refused, match="asked-already"):
            ask(cast, case, Right.ACCESS)


class TestThePages:
    def test_a_request_is_written_down_answered_and_told(self, cast: Cast, case: Case) -> None:
        browser = client_for(cast.dao)
        sent = {"right": "correction", "asker": "person", "received_on": today(), "said": "My name is wrong."}
        page = browser.post(f"/cases/{case.id}/rights/new/", sent, follow=True).content.decode()
        assert "My name is wrong." in page
        assert "Asked by the person" in browser.get("/work/").content.decode()
        request = RightsRequest.objects.unscoped("test").get()
        assert b"name is wrong" not in bytes(request.sealed)
        browser.post(f"/cases/{case.id}/rights/{request.id}/", {"answer": "grant", "why": "Corrected."})
        assert again(request).state == State.GRANTED.value
        assert "Asked by the person" not in browser.get("/work/").content.decode()

    def test_a_case_worker_cannot_ask_for_or_confirm_an_erasure(self, cast: Cast, case: Case) -> None:
        browser = client_for(cast.dao)
        sent = {"right": "erasure", "asker": "person", "received_on": today()}
        browser.post(f"/cases/{case.id}/rights/new/", sent)
        assert not RightsRequest.objects.unscoped("test").exists()
        request = ask(cast, case)
        browser.post(f"/cases/{case.id}/rights/{request.id}/confirm/")
        assert again(request).state == State.OPEN.value

    def test_two_supervisors_erase_in_the_browser(self, cast: Cast, case: Case, ann: Account) -> None:
        request = ask(cast, case)
        base = f"/cases/{case.id}/rights/{request.id}"
        client_for(ann).post(f"{base}/confirm/")
        assert client_for(ann).post(f"{base}/erase/").status_code == 403
        RightsRequest.objects.unscoped("test").filter(id=request.id).update(grace_until=today())
        client_for(ann).post(f"{base}/erase/")
        assert Person.objects.unscoped("test").get(id=case.person_id).erased_at is not None

    def test_the_own_copy_holds_all_of_it_but_other_people_and_what_is_left_out(
        self, cast: Cast, case: Case
    ) -> None:
        with acting_as(cast.dao):
            add_note(case, "Likes to cook.", by=cast.dao, at=now())
            about_others = add_note(case, "Her sister hides too.", by=cast.dao, at=now())
        browser, address = client_for(cast.dao), f"/cases/{case.id}/own-copy/"
        page = browser.post(address, {"without": [str(about_others), "not-an-id"]}).content.decode()
        assert MARKER in page and "+66 81 555 0192" in page and "Likes to cook." in page
        assert "Her sister" not in page
        assert "<title>" in page and MARKER not in page.split("</title>")[0]
        assert AuditEvent.objects.filter(action="core:copy:made").count() == 1
        assert client_for(cast.sothea).get(address).status_code == 404

    def test_a_stranger_s_request_id_opens_nothing(self, cast: Cast, case: Case) -> None:
        request, other = ask(cast, case), open_case(cast.kham)
        assert client_for(cast.kham).get(f"/cases/{other.id}/rights/{request.id}/").status_code == 404
        assert client_for(cast.kham).get(f"/cases/{case.id}/rights/{request.id}/").status_code == 404


class TestKeeping:
    def over(self, case: Case) -> None:
        CascadeRow.objects.unscoped("test").filter(case=case).update(
            ended_on=today() - timedelta(3700), ended_because="returned"
        )

    def ids(self, account: Account) -> list[Any]:
        fresh = Account.objects.get(id=account.id)
        with acting_as(fresh):
            return [row.case_id for row in past_keeping(fresh, today(), limit=9)]

    def test_what_is_past_its_time_waits_for_who_may_erase(self, cast: Cast, case: Case) -> None:
        open_case(cast.dao)
        CascadeRow.objects.unscoped("test").filter(case=case).update(
            ended_on=today() - timedelta(3654), ended_because="other"
        )
        assert self.ids(cast.minh) == [case.id]
        assert self.ids(cast.dao) == []
        browser = client_for(cast.minh)
        assert "Records whose time is over" in browser.get("/work/").content.decode()
        assert case.number in browser.get("/keeping/").content.decode()
        assert client_for(cast.dao).get("/keeping/").status_code == 404

    def test_it_is_kept_with_a_reason_or_its_erasure_is_asked_for(self, cast: Cast, case: Case) -> None:
        for number, sent in enumerate(
            ({"hold": "yes", "years": 1, "why": "A claim is running."}, {"erase": "yes"})
        ):
            other = case if number == 0 else open_case(cast.dao)
            CascadeRow.objects.unscoped("test").filter(case=other).update(
                ended_on=today() - timedelta(4000), ended_because="other"
            )
            assert self.ids(cast.minh) == [other.id]
            client_for(cast.minh).post(f"/cases/{other.id}/keeping/", sent)
            assert self.ids(cast.minh) == []
        assert RightsRequest.objects.unscoped("test").get().asked_by == "retention"


def test_the_panel_costs_one_query_however_much_was_asked(cast: Cast, case: Case) -> None:
    from django.test.utils import CaptureQueriesContext

    browser = client_for(cast.dao)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            browser.get(f"/cases/{case.id}/")
        return len(captured)

    queries()  # the first page of a session also opens the session
    before = queries()
    for right in (Right.ACCESS, Right.CORRECTION, Right.OBJECTION):
        ask(cast, case, right)
    assert queries() == before
