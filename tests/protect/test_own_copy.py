"""The person's own copy holds what this room recorded, but for what is left out or may not be read."""

from __future__ import annotations

import pytest
from django.urls import reverse

from handrail.core.access import acting_as
from handrail.core.clock import now, today
from handrail.core.registry import own_copy_parts
from handrail.protect.afterwards.actions import keep_talk
from handrail.protect.needs.actions import add_needs, keep_safety
from handrail.protect.plan.actions import add_goal
from tests.cast import Cast, client_for, make_account, open_case

pytestmark = pytest.mark.django_db


def test_it_holds_every_part_and_leaves_out_what_is_ticked(cast: Cast) -> None:
    case = open_case(cast.dao)
    dao = cast.dao
    with acting_as(dao):
        keep_safety(case, {"ways": "Mornings, by text."}, expected_version=0, by=dao, at=now())
        add_needs(case, ["dental"], urgent=False, words="The left side hurts.", by=dao, at=now())
        add_goal(case, "To sew.", by=dao, at=now())
        talk = {"debts": "Owes the boat owner."}
        keep_talk(case, on=today(), ratings={"mind": 1}, factors=[], words=talk, by=dao, at=now())
    nurse = make_account("nary", cast.shelter_house, "health_worker")
    scored = {"taken_on": today().isoformat(), "item-1": 1, "item-2": 1, "words": ""}
    assert client_for(nurse).post(reverse("screen", args=[case.id, "phq-2"]), scored).status_code == 302
    browser, address = client_for(dao), reverse("own_copy", args=[case.id])
    page = browser.post(address).content.decode()
    for words in ("Mornings, by text.", "The left side hurts.", "To sew.", "Owes the boat owner.", "Bad"):
        assert words in page
    assert "PHQ-2" not in page, "she may not read it"
    page = browser.post(address, {"without-part": ["needs", "afterwards"]}).content.decode()
    assert "To sew." in page
    assert "The left side hurts." not in page and "boat owner" not in page
    chooser = browser.get(address).content.decode()
    assert 'value="safety"' in chooser and 'value="plan"' in chooser


def test_every_package_that_keeps_words_of_a_person_has_its_part() -> None:
    ids = {part.id for part in own_copy_parts}
    assert ids == {
        "determinations",
        "screenings",
        "safety",
        "needs",
        "services",
        "plan",
        "child",
        "appointments",
        "health",
        "afterwards",
        "meetings",
    }
