"""Consent: for a child of both, on three grounds without, and a withdrawal that follows the data."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from handrail.core import vault
from handrail.core.access import Refused, acting_as
from handrail.core.accounts.models import Account
from handrail.core.audit.models import AuditEvent
from handrail.core.cases.childhood import is_child
from handrail.core.cases.models import Case
from handrail.core.clock import now, today
from handrail.core.consent.actions import grant_consent, withdraw_consent, words_of
from handrail.core.consent.domain.agreeing import Agreed
from handrail.core.consent.models import ConsentGrant, Recall
from handrail.core.consent.recalls import answer_recall, find_recall, recalls_for_us
from handrail.core.notices.models import Notice
from handrail.core.referrals.actions import answer_referral, send_referral
from tests.cast import RIN, Cast, client_for, make_account, open_case
from tests.core.api.calling import Program

pytestmark = pytest.mark.django_db


def agreed(cast: Cast, case: Case, **more: Any) -> ConsentGrant:
    said: dict[str, Any] = {
        "purpose": "assistance",
        "recipient": cast.police,
        "fields": ["hr_Sex"],
        "starts_on": today(),
        "ends_on": today() + timedelta(days=30),
        "language": "",
        "explained_how": "spoken",
        **more,
    }
    with acting_as(cast.dao):
        return grant_consent(case, **said, by=cast.dao, at=now())


def shared(cast: Cast, case: Case, to: str = "police_head") -> ConsentGrant:
    """The police accept the case under a consent."""
    grant = agreed(cast, case)
    with acting_as(cast.dao):
        referral = send_referral(case, consent=grant, to_unit=getattr(cast, to), by=cast.dao, at=now())
    with acting_as(cast.sothea):
        answer_referral(referral, accept=True, by=cast.sothea, at=now())
    return grant


def girl(cast: Cast) -> Case:
    from handrail.core.dates import PartialDate

    return open_case(cast.dao, values={**RIN, "prs_Birthdate": PartialDate.from_text("2012")})


def typed(cast: Cast, **more: Any) -> dict[str, Any]:
    return {
        "recipient": str(cast.police.id),
        "purpose": "assistance",
        "parts": ["person"],
        "starts_on": today().isoformat(),
        "last_day": (today() + timedelta(days=9)).isoformat(),
        "explained_how": "spoken",
        **more,
    }


def test_one_yes_is_not_enough_for_a_child_by_any_way(cast: Cast) -> None:
    case = girl(cast)
    assert is_child(case, today())
    with pytest.raises(Refused, match="child-and-guardian"):
        agreed(cast, case)
    page = reverse("consent_add", args=[case.id])
    answer = client_for(cast.dao).post(page, typed(cast, agreed="person"))
    assert answer.status_code != 302
    body = typed(cast) | {"recipient": str(cast.police.id)}
    said = Program(cast.dao).post(f"cases/{case.id}/consents", body)
    assert said.status_code in (403, 409, 422), said.content
    assert not ConsentGrant._base_manager.exists()


def test_a_child_and_a_guardian_whom_nobody_suspects_agree_together(cast: Cast) -> None:
    case = girl(cast)
    browser, page = client_for(cast.dao), reverse("consent_add", args=[case.id])
    both = typed(cast, agreed="child-and-guardian", guardian="Aunt Sopheap")
    assert "suspected guardian cannot agree" in browser.post(page, both).content.decode()
    assert browser.post(page, both | {"guardian_clear": "on"}).status_code == 302
    grant = ConsentGrant._base_manager.get()
    assert grant.agreed == Agreed.CHILD_AND_GUARDIAN
    assert words_of(grant, case.person_id)["guardian"] == "Aunt Sopheap"
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM core_consentgrant")
        assert "Sopheap" not in repr(
            [[bytes(c) if isinstance(c, memoryview) else c for c in r] for r in cursor]
        )
    assert "Aunt Sopheap" in browser.get(reverse("case_page", args=[case.id])).content.decode()
    vault.erase_person(case.person_id)
    assert words_of(grant, case.person_id) == {}


def test_who_is_only_treated_as_a_child_may_be_so(cast: Cast) -> None:
    assert agreed(cast, open_case(cast.dao), agreed=Agreed.CHILD_AND_GUARDIAN, words={"guardian": "A"})


@pytest.mark.parametrize("ground", ["threat-to-life", "child-protection", "court-order"])
def test_three_grounds_need_no_consent_and_the_supervisors_are_told(cast: Cast, ground: str) -> None:
    case = open_case(cast.dao)
    browser, page = client_for(cast.dao), reverse("consent_without", args=[case.id])
    said = typed(cast, basis=ground, reason="She was seen at the border.", told="no")
    assert browser.get(page).status_code == 200
    assert browser.post(page, said | {"reason": " "}).status_code == 422
    assert browser.post(page, said | {"basis": "consent"}).status_code == 422
    late = (today() + timedelta(days=31)).isoformat()
    assert browser.post(page, said | {"last_day": late}).status_code == 422
    assert browser.post(page, said).status_code == 302
    event = AuditEvent.objects.get(action="core:consent:bypassed")
    assert event.reason == ground
    assert Notice.objects.filter(account=cast.minh, kind="shared-without-consent").exists()
    shown = client_for(cast.minh).get(reverse("case_page", args=[case.id])).content.decode()
    assert "She was seen at the border." in shown and "was not told yet" in shown


def test_a_withdrawal_asks_each_unit_that_read_the_case_what_it_kept(cast: Cast) -> None:
    case = open_case(cast.dao)
    grant = shared(cast, case)
    browser = client_for(cast.dao)
    assert browser.post(reverse("consent_withdraw", args=[case.id, grant.id])).status_code == 302
    asked = Recall._base_manager.get()
    assert asked.to_unit == cast.police_head
    assert "has not said what it kept" in browser.get(reverse("case_page", args=[case.id])).content.decode()
    assert case.number in browser.get("/work/").content.decode()
    police = client_for(cast.sothea)
    assert police.get(reverse("case_page", args=[case.id])).status_code == 404, "closed at once"
    assert reverse("recall_answer", args=[asked.id]) in police.get("/work/").content.decode()
    page = police.get(reverse("recall_answer", args=[asked.id])).content.decode()
    assert case.number in page and "Rin" not in page
    assert police.post(reverse("recall_answer", args=[asked.id]), {"answer": "x"}).status_code == 422
    answer = {"answer": "deleted"}
    assert police.post(reverse("recall_answer", args=[asked.id]), answer).status_code == 302
    assert police.post(reverse("recall_answer", args=[asked.id]), answer).status_code == 404
    assert "We deleted all" in browser.get(reverse("case_page", args=[case.id])).content.decode()


def test_whom_it_was_only_offered_has_nothing_to_say(cast: Cast) -> None:
    case = open_case(cast.dao)
    grant = agreed(cast, case)
    with acting_as(cast.dao):
        send_referral(case, consent=grant, to_unit=cast.police_head, by=cast.dao, at=now())
        withdraw_consent(grant, on=today(), by=cast.dao)
    assert not Recall._base_manager.exists()


def other_unit(cast: Cast) -> Account:
    return make_account("tola", cast.border_post, "case_worker")


def test_only_the_unit_itself_answers(cast: Cast) -> None:
    from django.http import Http404

    case = open_case(cast.dao)
    grant = shared(cast, case)
    with acting_as(cast.dao):
        withdraw_consent(grant, on=today(), by=cast.dao)
    asked = Recall._base_manager.get()
    tola = other_unit(cast)
    for account in (tola, cast.dao, cast.kham):
        with acting_as(account), pytest.raises(Http404):
            find_recall(account, asked.id)
    with acting_as(cast.sothea):
        assert list(recalls_for_us(cast.sothea)) == [asked]
        answer_recall(asked, "nothing", by=cast.sothea, at=now())
        with pytest.raises(Refused, match="answered-already"):
            answer_recall(asked, "nothing", by=cast.sothea, at=now())
