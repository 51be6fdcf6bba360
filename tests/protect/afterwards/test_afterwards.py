"""Going back or staying, contacts on a schedule, and how life goes, on their pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from handrail.core.access import Refused, acting_as
from handrail.core.cases.models import Case
from handrail.core.clock import now, today
from handrail.core.dates import PartialDate
from handrail.protect.afterwards.actions import keep_going, plan_contacts
from handrail.protect.afterwards.domain.going import Wish
from handrail.protect.afterwards.models import Contact, Going, Talk
from handrail.protect.afterwards.queries import contacts_due
from handrail.protect.children.actions import add_best_interests, keep_childhood
from tests.cast import RIN, Cast, client_for, open_case

pytestmark = pytest.mark.django_db


def born(cast: Cast, year: str) -> Case:
    return open_case(cast.dao, values={**RIN, "prs_Birthdate": PartialDate.from_text(year)})


def ready(**more: Any) -> dict[str, Any]:
    said = {"wish": "back", "risk": "some", "left_on": today().isoformat(), "version": 0, "why": "Home."}
    return said | more


def page(browser: Client, case: Case) -> str:
    return browser.get(reverse("help_page", args=[case.id])).content.decode()


@pytest.mark.parametrize(
    "changes, words",
    [
        ({"wish": "stay"}, "does not say that they want to go"),
        ({"wish": "unsure"}, "does not say that they want to go"),
        ({"risk": ""}, "risks of going were not assessed"),
        ({"detained": "on"}, "nobody decides freely there"),
    ],
)
def test_nobody_is_written_down_as_gone_who_was_not_ready(
    cast: Cast, changes: dict[str, str], words: str
) -> None:
    case = born(cast, "1990")
    answer = client_for(cast.dao).post(reverse("going", args=[case.id]), ready(**changes))
    assert answer.status_code == 422 and words in answer.content.decode()
    assert not Going._base_manager.exists() and not Contact._base_manager.exists()


def test_a_child_goes_after_a_determination_and_from_no_cell(cast: Cast) -> None:
    case = born(cast, "2012")
    browser, address = client_for(cast.dao), reverse("going", args=[case.id])
    assert "best interests" in browser.post(address, ready()).content.decode()
    with acting_as(cast.dao):
        said = {"words": "x", "said": "y", "part": "z", "decided_on": today(), "by": cast.dao, "at": now()}
        add_best_interests(case, step="assessment", about="return", **said)
    assert browser.post(address, ready()).status_code == 422, "an assessment is not enough"
    with acting_as(cast.dao):
        add_best_interests(case, step="determination", about="return", **said)
        keep_childhood(case, detained="police", tracing="", version=0, by=cast.dao, at=now())
    assert browser.post(address, ready()).status_code == 422, "not out of a cell"
    with acting_as(cast.dao):
        keep_childhood(case, detained="no", tracing="", version=1, by=cast.dao, at=now())
    assert browser.post(address, ready()).status_code == 302
    assert Contact._base_manager.filter(case=case).count() == 14


def test_no_other_way_writes_it_either(cast: Cast) -> None:
    case = born(cast, "1990")
    with acting_as(cast.dao), pytest.raises(Refused, match="going-not-ready"):
        keep_going(
            case,
            wish=Wish.STAY,
            risk="low",
            detained=False,
            left_on=today(),
            words={},
            version=0,
            by=cast.dao,
            at=now(),
        )


def test_leaving_plans_contacts_that_wait_in_my_work_also_when_the_case_is_closed(cast: Cast) -> None:
    case = born(cast, "1990")
    browser = client_for(cast.dao)
    assert browser.post(reverse("going", args=[case.id]), ready()).status_code == 302
    assert Contact._base_manager.count() == 9
    with acting_as(cast.dao):
        assert list(contacts_due(cast.dao, today(), 10)) == []
        Case.objects.visible_to(cast.dao).filter(id=case.id).update(status="Closed")
        assert len(contacts_due(cast.dao, today() + timedelta(days=20), 10)) == 2


def test_a_contact_is_kept_once_and_three_missed_ones_say_so(cast: Cast) -> None:
    case = born(cast, "1990")
    with acting_as(cast.dao):
        plan_contacts(case, today() - timedelta(days=40), by=cast.dao, at=now())
        assert plan_contacts(case, today() - timedelta(days=40), by=cast.dao, at=now()) == 0
    browser = client_for(cast.dao)
    for contact in Contact._base_manager.order_by("due_on")[:3]:
        said = {"state": "missed", "way": "phone", "words": "Rang twice.", "version": 1}
        address = reverse("contact", args=[case.id, contact.id])
        assert browser.post(address, said).status_code == 302
        assert browser.post(address, said).status_code != 302, "not twice"
    shown = page(browser, case)
    assert "Not reached several times in a row" in shown and "Rang twice." in shown


def test_who_wants_no_more_contact_is_not_called_again(cast: Cast) -> None:
    case = born(cast, "1990")
    browser = client_for(cast.dao)
    assert browser.post(reverse("contacts_plan", args=[case.id])).status_code == 302
    first = Contact._base_manager.earliest("due_on")
    browser.post(reverse("contact", args=[case.id, first.id]), {"state": "unwanted", "version": 1})
    assert [each.state for each in Contact._base_manager.all()] == ["unwanted"]


def test_how_life_goes_stands_side_by_side_over_time_and_sealed(cast: Cast) -> None:
    case = born(cast, "1990")
    browser, address = client_for(cast.dao), reverse("talk", args=[case.id])
    day = today().isoformat()
    first = {"on": (today() - timedelta(days=90)).isoformat(), "rate-housing": "0", "rate-mind": "1"}
    assert browser.post(address, first).status_code == 302
    second = {"on": day, "rate-housing": "3", "factors": ["owes_trafficker"], "debts": "Owes the boat owner."}
    assert browser.post(address, second).status_code == 302
    shown = page(browser, case)
    assert "Very bad" in shown and "Good" in shown
    assert "Talk about it this week" in shown and "Owes the boat owner." in shown
    assert "never to refuse anything" in shown
    for talk in Talk._base_manager.all():
        assert b"boat" not in bytes(talk.sealed) and b"housing" not in bytes(talk.sealed)


def test_two_who_decide_at_once_do_not_write_over_each_other(cast: Cast) -> None:
    case = born(cast, "1990")
    browser, address = client_for(cast.dao), reverse("going", args=[case.id])
    browser.post(address, ready(left_on=""))
    answer = client_for(cast.minh).post(address, ready(wish="stay", left_on=""))
    assert answer.status_code == 200 and "Somebody else changed this meanwhile" in answer.content.decode()
    assert Going._base_manager.get().wish == "back"
