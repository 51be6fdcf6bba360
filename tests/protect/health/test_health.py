"""Screenings: seen by fewer than the case, and a self-harm answer opens the safety path at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from handrail.core.access import acting_as
from handrail.core.access.domain.roles import roles
from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case
from handrail.core.clock import now, today
from handrail.core.consent.sharing import fields_of, parts_of
from handrail.core.notices.models import Notice
from handrail.protect.health.models import Screening
from handrail.protect.needs.models import Need
from tests.cast import Cast, client_for, make_account, open_case

pytestmark = pytest.mark.django_db
SAID = "Cannot sleep since the boat."


def nurse(cast: Cast) -> Account:
    return Account.objects.filter(username="nary").first() or make_account(
        "nary", cast.shelter_house, "health_worker"
    )


def phq_9(last: int = 0, first: int = 2) -> dict[str, object]:
    items = {f"item-{n}": first for n in range(1, 9)}
    return {"taken_on": today().isoformat(), **items, "item-9": last, "words": SAID}


def screened(cast: Cast, **more: int) -> Case:
    case = open_case(cast.dao)
    answer = client_for(nurse(cast)).post(reverse("screen", args=[case.id, "phq-9"]), phq_9(**more))
    assert answer.status_code == 302
    return case


def test_a_screening_shows_its_score_what_that_says_and_the_change(cast: Cast) -> None:
    case = screened(cast)
    browser = client_for(nurse(cast))
    browser.post(reverse("screen", args=[case.id, "phq-9"]), phq_9(first=1))
    page = browser.get(reverse("health", args=[case.id])).content.decode()
    assert "moderately severe" in page and "change since the last time: -8" in page
    assert SAID in page and "no diagnosis" in page and "Kroenke" in page


def test_every_question_needs_an_answer_and_nothing_is_lost(cast: Cast) -> None:
    case = open_case(cast.dao)
    said = phq_9()
    del said["item-3"]
    answer = client_for(nurse(cast)).post(reverse("screen", args=[case.id, "phq-9"]), said)
    assert answer.status_code == 422 and SAID in answer.content.decode()
    gate = {"taken_on": today().isoformat(), "item-trauma": 1, "words": ""}
    answer = client_for(nurse(cast)).post(reverse("screen", args=[case.id, "pc-ptsd-5"]), gate)
    assert answer.status_code == 422
    answer = client_for(nurse(cast)).post(
        reverse("screen", args=[case.id, "pc-ptsd-5"]), gate | {"item-trauma": 0}
    )
    assert answer.status_code == 302


def test_a_tool_with_its_own_paper_takes_its_score_alone(cast: Cast) -> None:
    case = open_case(cast.dao)
    browser, address = client_for(nurse(cast)), reverse("screen", args=[case.id, "hscl-25"])
    said = {"taken_on": today().isoformat(), "words": ""}
    assert browser.post(address, said | {"score": 5}).status_code == 422
    assert browser.post(address, said | {"score": 1.8}).status_code == 302
    assert "1.75 or more" in browser.get(reverse("health", args=[case.id])).content.decode()


@pytest.mark.parametrize("last", [1, 2, 3])
def test_a_self_harm_answer_opens_the_safety_path_at_once(cast: Cast, last: int) -> None:
    case = open_case(cast.dao)
    answer = client_for(nurse(cast)).post(reverse("screen", args=[case.id, "phq-9"]), phq_9(last))
    assert answer["Location"] == reverse("safety_path", args=[case.id])
    assert "Do not leave the person alone" in client_for(nurse(cast)).get(answer["Location"]).content.decode()
    needs = Need._base_manager.filter(case=case)
    assert {need.kind for need in needs} == {"emergency_safety", "mental_health"}
    assert all(need.urgent for need in needs)
    assert Notice.objects.filter(account=cast.dao, kind="safety-today").exists()


def test_without_such_an_answer_nothing_of_it_is_opened(cast: Cast) -> None:
    screened(cast)
    assert not Need._base_manager.exists() and not Notice.objects.filter(kind="safety-today").exists()


def test_who_reads_the_case_does_not_read_the_answers(cast: Cast) -> None:
    case = screened(cast)
    for role in roles().values():
        account = make_account(f"h-{role.id}".replace("_", "-"), cast.shelter_house, role.id)
        answer = client_for(account).get(reverse("health", args=[case.id]))
        assert (answer.status_code == 200) is (role.id == "health_worker"), role.id
        if "core:case:read" in role.permissions:
            shown = client_for(account).get(reverse("help_page", args=[case.id])).content.decode()
            assert SAID not in shown and ('id="health"' in shown) is (role.id == "health_worker")


def test_the_whole_case_does_not_take_the_answers_along(cast: Cast) -> None:
    from handrail.core.consent.actions import grant_consent
    from handrail.core.referrals.actions import answer_referral, send_referral

    case = screened(cast)
    theirs = make_account("clinic", cast.police_head, "health_worker")
    for parts, opens in ((["*"], False), (["*", "health"], True)):
        with acting_as(cast.dao):
            grant = grant_consent(
                case,
                purpose="assistance",
                recipient=cast.police,
                fields=fields_of(parts),
                parts=parts_of(parts),
                starts_on=today(),
                ends_on=today() + timedelta(days=9),
                language="",
                explained_how="spoken",
                by=cast.dao,
                at=now(),
            )
            sent = send_referral(case, consent=grant, to_unit=cast.police_head, by=cast.dao, at=now())
        with acting_as(theirs):
            answer_referral(sent, accept=True, by=theirs, at=now())
        page = client_for(theirs).get(reverse("health", args=[case.id]))
        assert (SAID in page.content.decode()) is opens, parts


def test_no_answer_and_no_score_stands_in_clear(cast: Cast) -> None:
    screened(cast)
    held = Screening._base_manager.get()
    assert b"boat" not in bytes(held.sealed)
    with connection.cursor() as cursor:
        cursor.execute("SELECT instrument, taken_on, version FROM protect_screening")
        assert len(cursor.fetchall()) == 1
    names = {field.name for field in Screening._meta.fields}
    assert names == {
        "id",
        "case",
        "sealed",
        "version",
        "written_by",
        "created_at",
        "updated_at",
        "instrument",
        "taken_on",
    }
