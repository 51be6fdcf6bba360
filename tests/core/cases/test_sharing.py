"""Consent and referral: others read what the person agreed to, while it lasts, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from handrail.core.access import acting_as
from handrail.core.access.door import consent_live
from handrail.core.accounts.models import Account
from handrail.core.cases.models import Attachment, Case
from handrail.core.cases.writing import EntryDraft, PartyDraft
from handrail.core.consent.actions import is_live
from handrail.core.consent.models import ConsentGrant
from handrail.core.referrals.models import Referral
from tests.cast import NOW, RIN, Cast, client_for, make_account, open_case
from tests.core.cases.pages import events, said

pytestmark = pytest.mark.django_db


def agree(cast: Cast, case: Case, *parts: str, until: str = "2026-06-01") -> ConsentGrant:
    """Rin agrees, through Dao, that the police read some parts."""
    answer = client_for(cast.dao).post(
        f"/cases/{case.id}/consent/",
        {
            "recipient": str(cast.police.id),
            "purpose": "investigation",
            "parts": parts,
            "starts_on": "2026-03-01",
            "last_day": until,
            "explained_how": "interpreter",
            "agreed": "person",
            "language": "Khmer",
        },
    )
    assert answer.status_code == 302, said(answer)
    with acting_as(cast.dao):
        return ConsentGrant.objects.visible_to(cast.dao).filter(case=case).latest("recorded_at", "id")


def send(cast: Cast, case: Case, grant: ConsentGrant) -> Referral:
    target = f"{grant.id}:{cast.police_head.id}"
    answer = client_for(cast.dao).post(f"/cases/{case.id}/referrals/", {"target": target})
    assert answer.status_code == 302, said(answer)
    with acting_as(cast.dao):
        return Referral.objects.visible_to(cast.dao).get(case=case, consent=grant)


def accepted(cast: Cast, case: Case, *parts: str) -> Referral:
    referral = send(cast, case, agree(cast, case, *parts))
    answer = client_for(cast.sothea).post(f"/referrals/{referral.id}/", {"answer": "accept"})
    assert answer.status_code == 302
    return referral


def page_for_sothea(cast: Cast, case_id: UUID) -> str:
    return said(client_for(cast.sothea).get(f"/cases/{case_id}/"))


def test_without_consent_nothing_can_be_sent_and_the_page_says_what_to_do(cast: Cast) -> None:
    case = open_case(cast.dao)
    page = said(client_for(cast.dao).get(f"/cases/{case.id}/referrals/"))
    assert "Ask the person first" in page


def test_a_consent_says_to_whom_for_what_and_until_when(cast: Cast) -> None:
    case = open_case(cast.dao)
    grant = agree(cast, case, "person")
    assert grant.ends_on == grant.ends_on.replace(month=6, day=2)
    assert (grant.language, grant.explained_how) == ("khm", "interpreter")
    page = said(client_for(cast.dao).get(f"/cases/{case.id}/"))
    assert "Border Police of Suriyan" in page and "Name, age, citizenship, documents" in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"last_day": "2026-02-01"}, "before the first day"),
        ({"last_day": "2026-06"}, "Write the day too"),
        ({"parts": []}, "required"),
        ({"starts_on": "2025-01-01", "last_day": "2025-02-01"}, "has passed"),
    ],
)
def test_a_consent_that_cannot_hold_is_refused_with_the_reason(
    cast: Cast, changes: dict[str, object], words: str
) -> None:
    case = open_case(cast.dao)
    typed = {
        "recipient": str(cast.police.id),
        "purpose": "investigation",
        "parts": ["person"],
        "starts_on": "2026-03-01",
        "last_day": "2026-06-01",
        "explained_how": "spoken",
        "agreed": "person",
    }
    answer = client_for(cast.dao).post(f"/cases/{case.id}/consent/", {**typed, **changes})
    assert words in said(answer)


def test_before_the_answer_the_other_unit_sees_who_asks_and_no_name(cast: Cast) -> None:
    case = open_case(cast.dao)
    referral = send(cast, case, agree(cast, case, "person", "happened"))
    sothea = client_for(cast.sothea)
    assert sothea.get(f"/cases/{case.id}/").status_code == 404
    assert "Shelter of the Three Lamps" in said(sothea.get("/work/"))
    page = said(sothea.get(f"/referrals/{referral.id}/"))
    assert "Female" in page and "Labour" in page and "Investigation and court" in page
    assert "Rin" not in page and case.number not in page


def test_after_accepting_they_read_the_agreed_parts_and_nothing_else(cast: Cast) -> None:
    case = open_case(
        cast.dao,
        values={**RIN, "hr_FatherName": "Sok"},
        entries=(EntryDraft("comment", {"cco_CaseComment": "Asked for her sister."}),),
        parties=(PartyDraft("suspect", {"hr_PartyName": "Uncle"}),),
    )
    accepted(cast, case, "person")
    page = page_for_sothea(cast, case.id)
    for words in ("Rin Suwannamali", "Sok", "Cambodia", "Referred to you"):
        assert words in page, words
    for words in ("0192", "Forced labour", "afternoon", "sister", "Uncle", "10 February", "Add a file"):
        assert words not in page, words
    assert events("core:case:opened")[-1].reason == "referred"


def test_a_list_and_a_search_show_no_more_than_the_consent(cast: Cast) -> None:
    case = open_case(cast.dao)
    accepted(cast, case, "happened")
    sothea = client_for(cast.sothea)
    line = said(sothea.get("/cases/"))
    assert case.number in line and "Referred to us" in line and "Labour" in line
    assert "Rin" not in line and "Female" not in line and "Detected" not in line.split("Person", 1)[1]
    assert "Nobody found" in said(sothea.post("/search/", {"q": "Rin Suwannamali"}))
    assert "Nobody found" in said(sothea.post("/search/", {"q": "0815550192"}))
    assert case.number in said(sothea.post("/search/", {"q": case.number}))


@pytest.mark.parametrize("asked", ["status=Active", "stage=detected"])
def test_a_filter_tells_nothing_of_a_fact_that_was_not_shared(cast: Cast, asked: str) -> None:
    in_part, whole = open_case(cast.dao), open_case(cast.dao)
    accepted(cast, in_part, "person")
    accepted(cast, whole, "*")
    line = said(client_for(cast.sothea).get(f"/cases/?{asked}"))
    assert whole.number in line and in_part.number not in line
    own = said(client_for(cast.dao).get(f"/cases/?{asked}"))
    assert whole.number in own and in_part.number in own


def test_a_name_that_the_person_shared_can_be_searched(cast: Cast) -> None:
    case = open_case(cast.dao)
    accepted(cast, case, "person")
    sothea = client_for(cast.sothea)
    assert case.number in said(sothea.post("/search/", {"q": "Rin Suwannamali"}))
    assert "Nobody found" in said(sothea.post("/search/", {"q": "0815550192"}))


def test_the_whole_case_shows_notes_others_and_files(cast: Cast) -> None:
    case = open_case(cast.dao, parties=(PartyDraft("suspect", {"hr_PartyName": "Uncle"}),))
    accepted(cast, case, "*")
    page = page_for_sothea(cast, case.id)
    assert "Uncle" in page and "afternoon" in page and "Files" in page


def test_a_reader_by_referral_changes_nothing_and_is_told_why(cast: Cast) -> None:
    case = open_case(cast.dao)
    accepted(cast, case, "*")
    answer = client_for(cast.sothea).post(f"/cases/{case.id}/notes/", {"text": "Mine now."})
    assert answer.status_code == 403
    assert "it belongs to another unit" in said(answer)
    assert events("core:case:refused")[-1].reason == "read-only"
    assert "Mine now" not in page_for_sothea(cast, case.id)


def test_taking_consent_back_closes_the_case_at_once(cast: Cast) -> None:
    case = open_case(cast.dao)
    referral = accepted(cast, case, "*")
    dao = client_for(cast.dao)
    url = f"/cases/{case.id}/consent/{referral.consent_id}/withdraw/"
    assert "Does the person take this consent back" in said(dao.get(url))
    assert client_for(cast.sothea).get(f"/cases/{case.id}/").status_code == 200
    dao.post(url)
    assert client_for(cast.sothea).get(f"/cases/{case.id}/").status_code == 404
    assert case.number not in said(client_for(cast.sothea).get("/cases/"))
    assert events("core:consent:withdrawn")


def test_consent_ends_by_itself(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    case = open_case(cast.dao)
    send(cast, case, agree(cast, case, "*", until="2026-03-04"))
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(days=2))
    assert "Three Lamps" in said(client_for(cast.sothea).get("/work/"))
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(days=3))
    assert "Three Lamps" not in said(client_for(cast.sothea).get("/work/"))


def test_declining_opens_nothing_and_ends_the_question(cast: Cast) -> None:
    case = open_case(cast.dao)
    referral = send(cast, case, agree(cast, case, "*"))
    sothea = client_for(cast.sothea)
    sothea.post(f"/referrals/{referral.id}/", {"answer": "decline", "reason": "full"})
    assert sothea.get(f"/cases/{case.id}/").status_code == 404
    assert sothea.get(f"/referrals/{referral.id}/").status_code == 404
    assert "Declined" in said(client_for(cast.dao).get(f"/cases/{case.id}/"))


@pytest.mark.parametrize("who", ["dao", "sothea"])
def test_either_side_ends_a_referral(cast: Cast, who: str) -> None:
    case = open_case(cast.dao)
    referral = accepted(cast, case, "*")
    client_for(getattr(cast, who)).post(f"/cases/{case.id}/referrals/{referral.id}/end/")
    assert client_for(cast.sothea).get(f"/cases/{case.id}/").status_code == 404


def test_the_same_unit_is_not_asked_twice(cast: Cast) -> None:
    case = open_case(cast.dao)
    grant = agree(cast, case, "*")
    send(cast, case, grant)
    answer = client_for(cast.dao).post(
        f"/cases/{case.id}/referrals/", {"target": f"{grant.id}:{cast.police_head.id}"}
    )
    assert answer.status_code == 403 and "has the case already" in said(answer)


def test_only_a_unit_that_the_person_named_can_be_chosen(cast: Cast) -> None:
    case = open_case(cast.dao)
    grant = agree(cast, case, "*")
    answer = client_for(cast.dao).post(
        f"/cases/{case.id}/referrals/", {"target": f"{grant.id}:{cast.ministry_desk.id}"}
    )
    assert answer.status_code == 422


def test_an_excluded_member_of_the_other_unit_does_not_even_see_that_it_was_sent(
    cast: Cast, hide: Callable[..., None]
) -> None:
    case = open_case(cast.dao)
    referral = send(cast, case, agree(cast, case, "*"))
    hide(case, account_id=cast.sothea.id)
    sothea = client_for(cast.sothea)
    assert "Three Lamps" not in said(sothea.get("/work/"))
    assert sothea.get(f"/referrals/{referral.id}/").status_code == 404
    assert sothea.post(f"/referrals/{referral.id}/", {"answer": "accept"}).status_code == 404


def sent_to_the_ministry_too(cast: Cast, case: Case) -> Account:
    """Rin agrees that the ministry helps as well; Chai accepts there."""
    chai = make_account("chai", cast.ministry_desk, "case_worker")
    dao = client_for(cast.dao)
    dao.post(
        f"/cases/{case.id}/consent/",
        {
            "recipient": str(cast.ministry.id),
            "purpose": "assistance",
            "parts": ["person"],
            "starts_on": "2026-03-01",
            "last_day": "2026-06-01",
            "explained_how": "spoken",
            "agreed": "person",
        },
    )
    with acting_as(cast.dao):
        grant = ConsentGrant.objects.visible_to(cast.dao).get(recipient=cast.ministry)
    dao.post(f"/cases/{case.id}/referrals/", {"target": f"{grant.id}:{cast.ministry_desk.id}"})
    with acting_as(cast.dao):
        referral = Referral.objects.visible_to(cast.dao).get(consent=grant)
    client_for(chai).post(f"/referrals/{referral.id}/", {"answer": "accept"})
    return chai


def test_who_reads_by_referral_is_not_told_to_whom_else_it_was_sent(cast: Cast) -> None:
    case = open_case(cast.dao)
    accepted(cast, case, "person")
    sent_to_the_ministry_too(cast, case)
    assert "Coordination Office, Desk" in said(client_for(cast.dao).get(f"/cases/{case.id}/")).replace(
        " ,", ","
    )
    assert "Coordination Office" not in page_for_sothea(cast, case.id)


def test_a_third_unit_does_not_end_a_referral_to_another(cast: Cast) -> None:
    case = open_case(cast.dao)
    to_the_police = accepted(cast, case, "person")
    chai = sent_to_the_ministry_too(cast, case)
    assert client_for(chai).get(f"/cases/{case.id}/").status_code == 200
    answer = client_for(chai).post(f"/cases/{case.id}/referrals/{to_the_police.id}/end/")
    assert answer.status_code == 403 and "can end it" in said(answer)
    assert client_for(cast.sothea).get(f"/cases/{case.id}/").status_code == 200


@pytest.mark.parametrize(("parts", "status"), [(["person", "notes"], 404), (["*"], 200)])
def test_files_go_only_with_the_whole_case(cast: Cast, parts: list[str], status: int) -> None:
    case = open_case(cast.dao)
    accepted(cast, case, *parts)
    upload = SimpleUploadedFile("letter.pdf", b"%PDF-1.7")
    client_for(cast.dao).post(f"/cases/{case.id}/files/", {"file": upload})
    with acting_as(cast.dao):
        one = Attachment.objects.visible_to(cast.dao).get(case=case)
    answer = client_for(cast.sothea).get(f"/cases/{case.id}/files/{one.id}/")
    assert answer.status_code == status
    if answer.streaming:
        assert b"".join(answer) == b"%PDF-1.7"


@pytest.mark.parametrize("withdrawn", [None, "2026-03-05"])
def test_a_grant_is_live_on_the_days_on_which_the_door_takes_it_for_live(
    cast: Cast, withdrawn: str | None
) -> None:
    grant = agree(cast, open_case(cast.dao), "person", until="2026-03-10")
    grant.withdrawn_on = date.fromisoformat(withdrawn) if withdrawn else None
    with acting_as(cast.dao):
        grant.save()
        for number in range(14):
            day = date(2026, 2, 27) + timedelta(days=number)
            at_the_door = ConsentGrant.objects.visible_to(cast.dao).filter(consent_live(day)).exists()
            assert is_live(grant, day) == at_the_door, day
