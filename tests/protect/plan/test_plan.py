"""The plan on its pages: whose words, who reads it, and two case workers at the same time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from handrail.core.access import acting_as
from handrail.core.audit.models import AuditEvent
from handrail.core.cases.models import Case
from handrail.core.clock import now, today
from handrail.protect.plan.actions import add_goal, add_step
from handrail.protect.plan.models import Goal, Step
from tests.cast import Cast, client_for, open_case
from tests.protect.needs.test_needs import help_page, shared

pytestmark = pytest.mark.django_db

WISH = "A sewing shop of my own"


def planned(cast: Cast) -> tuple[Case, Step]:
    case = open_case(cast.dao)
    with acting_as(cast.dao):
        goal = add_goal(case, WISH, by=cast.dao, at=now())
        step = add_step(
            goal,
            "Ask the training centre",
            due_on=today() - timedelta(days=1),
            owner=cast.minh,
            by=cast.dao,
            at=now(),
        )
    return case, step


def test_a_goal_and_its_step_are_written_and_shown(cast: Cast) -> None:
    case = open_case(cast.dao)
    browser = client_for(cast.dao)
    assert browser.post(reverse("goal_add", args=[case.id]), {"words": WISH}).status_code == 302
    goal = Goal._base_manager.get()
    answer = browser.post(
        reverse("step_add", args=[case.id, goal.id]),
        {"words": "Ask the training centre", "owner": str(cast.minh.id), "due_on": "3 Feb 2026"},
    )
    assert answer.status_code == 302
    page = help_page(client_for(cast.minh), case)
    assert WISH in page and "Ask the training centre" in page and "Minh" in page and "Late" in page


def test_no_word_of_it_stands_in_clear(cast: Cast) -> None:
    planned(cast)
    with connection.cursor() as cursor:
        for table in ("protect_goal", "protect_step"):
            cursor.execute(f"SELECT * FROM {table}")
            held = repr([[bytes(c) if isinstance(c, memoryview) else c for c in row] for row in cursor])
            assert WISH not in held and "training" not in held


@pytest.mark.parametrize("parts, opens", [(["needs"], False), (["plan"], True)])
def test_another_house_reads_it_only_under_a_consent_that_names_it(
    cast: Cast, parts: list[str], opens: bool
) -> None:
    case, _step = planned(cast)
    shared(cast, case, parts)
    assert (WISH in help_page(client_for(cast.sothea), case)) is opens


def test_an_id_of_another_case_is_not_there(cast: Cast) -> None:
    _case, step = planned(cast)
    other = open_case(cast.dao)
    browser = client_for(cast.dao)
    for name, id in (("goal_state", step.goal_id), ("step_add", step.goal_id), ("step_state", step.id)):
        assert browser.get(reverse(name, args=[other.id, id])).status_code == 404, name


def test_a_step_that_is_due_stands_in_the_work_of_who_does_it(cast: Cast) -> None:
    case, _step = planned(cast)
    assert f"/cases/{case.id}/help/#plan" in client_for(cast.minh).get("/work/").content.decode()
    assert f"/cases/{case.id}/help/#plan" not in client_for(cast.dao).get("/work/").content.decode()


def test_two_case_workers_at_one_step_the_second_is_shown_a_choice_and_loses_no_word(cast: Cast) -> None:
    case, step = planned(cast)
    address = reverse("step_state", args=[case.id, step.id])
    dao, minh = client_for(cast.dao), client_for(cast.minh)
    assert dao.post(address, {"state": "done", "note": "A place is free.", "version": "1"}).status_code == 302

    typed = {"note": "Full until June."}
    late = minh.post(address, {**typed, "state": "dropped", "version": "1"})
    page = late.content.decode()
    assert late.status_code == 422 and "it is “Done” now" in page and "Full until June." in page
    assert Step._base_manager.get().state == "done"

    assert minh.post(address, {**typed, "state": "open", "version": "2"}).status_code == 302
    assert Step._base_manager.get().state == "open"


@pytest.mark.parametrize(
    "name, ways", [("step_state", ("done", "open", "dropped")), ("goal_state", ("reached", "open"))]
)
def test_what_became_of_it_can_be_said_again(cast: Cast, name: str, ways: tuple[str, ...]) -> None:
    case, step = planned(cast)
    id, browser = step.id if name == "step_state" else step.goal_id, client_for(cast.dao)
    for version, state in enumerate(ways, 1):
        answer = browser.post(reverse(name, args=[case.id, id]), {"state": state, "version": version})
        assert answer.status_code == 302, state


def test_adding_never_clashes(cast: Cast) -> None:
    case, step = planned(cast)
    for account in (cast.dao, cast.minh):
        browser = client_for(account)
        for _ in range(2):
            browser.post(reverse("step_add", args=[case.id, step.goal_id]), {"words": account.username})
    assert Step._base_manager.count() == 5


def test_what_is_ticked_goes_on_paper_and_names_nobody(cast: Cast) -> None:
    case, _step = planned(cast)
    with acting_as(cast.dao):
        other = add_goal(case, "To see my brother.", by=cast.dao, at=now())
    browser, address = client_for(cast.dao), reverse("plan_copy", args=[case.id])
    assert "To see my brother." in browser.get(address).content.decode()
    first = Goal._base_manager.exclude(id=other.id).get()
    page = browser.post(address, {"goal": [str(first.id)]}).content.decode()
    assert "To see my brother." not in page
    title = page.split("<title>")[1].split("</title>")[0]
    assert title.strip() == "My list"
    assert AuditEvent.objects.filter(action="protect:plan:printed").count() == 1
    assert client_for(cast.sothea).get(address).status_code == 404
