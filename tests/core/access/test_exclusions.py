"""Exclusions: which units they reach, that they follow a unit, and that no write tells of them."""

from __future__ import annotations

import re
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from handrail.core.access import acting_as
from handrail.core.access.models import Exclusion
from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case, ExternalReference
from handrail.core.clock import now
from handrail.core.organisations.actions import move_unit
from handrail.core.organisations.models import Unit
from tests.cast import Cast, client_for, make_account, open_case
from tests.core.cases.pages import filled
from tests.roles import as_role

pytestmark = pytest.mark.django_db


def hide(case: Case, **whom: object) -> None:
    with as_role("handrail_oversight"):
        Exclusion.objects.create(case_id=case.id, starts_at=now(), decided_by=case.id, **whom)


def sees(who: Account, case: Case) -> bool:
    fresh = Account.objects.get(id=who.id)
    with acting_as(fresh):
        return Case.objects.visible_to(fresh).filter(id=case.id).exists()


def unit_with_id(id: str, parent: Unit, name: str) -> Unit:
    return Unit.objects.create(id=UUID(id), organisation_id=parent.organisation_id, parent=parent, name=name)


def test_a_unit_whose_path_begins_alike_is_not_hidden_with_it(cast: Cast) -> None:
    """Unit 1 is not unit 10: each part of a path is whole, and ends with a full stop."""
    one = unit_with_id("11111111-1111-4000-8000-000000000000", cast.police_head, "Post 1")
    ten = unit_with_id("11111111-1110-4000-8000-000000000000", cast.police_head, "Post 10")
    assert one.path[:-2] == ten.path[:-2]
    below = unit_with_id("22222222-2222-4000-8000-000000000000", one, "Below 1")
    case = open_case(cast.sothea)
    people = {
        unit.name: make_account(f"of-{number}", unit, "data_steward")
        for number, unit in enumerate((one, ten, below))
    }
    hide(case, unit_path=one.path)
    assert {name: sees(who, case) for name, who in people.items()} == {
        "Post 1": False,
        "Post 10": True,
        "Below 1": False,
    }


@pytest.mark.parametrize("path", ["{}", "%.", "_.", "{}_.", "%{}."])
def test_signs_with_a_meaning_in_sql_hide_nothing_more(cast: Cast, path: str) -> None:
    case = open_case(cast.kham)
    words = path.format(cast.border_post.path.rstrip(".")[:-1])
    if words.endswith("."):
        hide(case, unit_path=words)
        assert sees(cast.kham, case)
    else:
        with pytest.raises(IntegrityError), transaction.atomic():
            hide(case, unit_path=words)


def test_an_exclusion_follows_a_unit_that_is_moved_and_those_below_it(cast: Cast) -> None:
    post = Unit.objects.create(organisation=cast.police, parent=cast.border_post, name="Ferry")
    officer = make_account("ferry", post, "data_steward")
    case = open_case(cast.sothea)
    hide(case, unit_path=post.path)
    camp = Unit.objects.create(organisation=cast.police, parent=cast.police_head, name="Camp")
    admin = make_account("admin", cast.police_head, "administrator")
    move_unit(cast.border_post, camp, by=admin, movers_paths=[])
    post.refresh_from_db()
    assert post.path.startswith(camp.path)
    assert not sees(officer, case)
    assert sees(cast.sothea, case)


def test_the_web_role_cannot_put_a_table_of_its_own_in_the_place_of_one(cast: Cast) -> None:
    """Temporary tables come before all others, unless a function says where its tables are."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no database roles")
    case = open_case(cast.kham)
    hide(case, unit_path=cast.police_head.path)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE core_account AS SELECT * FROM public.core_account")
        cursor.execute("UPDATE pg_temp.core_account SET unit_id = %s", [cast.border_post.id])
        with acting_as(cast.dao):
            cursor.execute("SELECT handrail_hidden_cases(%s)", [cast.dao.id])
            assert cursor.fetchall() == []
        cursor.execute("DROP TABLE pg_temp.core_account")
    assert not sees(cast.kham, case)


def new_case_form(browser) -> dict[str, str]:
    form = browser.post("/cases/new/", {"step": "new", "name": "", "phone": "", "document": "", "born": ""})
    return {**filled(form), "hr_FullName": "Dara Phon", "detected": "2026-02-03", "step": "save"}


def test_an_old_form_sent_again_does_not_tell_that_its_case_is_hidden(cast: Cast) -> None:
    """Kham opened the case; it was hidden from him; he goes back in his browser and sends the form again."""
    browser = client_for(cast.kham)
    form = new_case_form(browser)
    first = browser.post("/cases/new/", form)
    assert first.status_code == 302
    hidden = Case.objects.unscoped("test").get()
    hide(hidden, account_id=cast.kham.id)
    second = browser.post("/cases/new/", form)
    assert (second.status_code, len(second["Location"])) == (302, len(first["Location"]))
    assert browser.get(second["Location"]).status_code == 200
    assert str(hidden.id) not in second["Location"]
    assert browser.post("/cases/new/", form)["Location"] == second["Location"], (
        "and again one case for one form"
    )
    assert Case.objects.unscoped("test").count() == 2


def test_a_form_token_of_another_organisation_means_nothing_here(cast: Cast) -> None:
    form = new_case_form(client_for(cast.kham))
    assert client_for(cast.kham).post("/cases/new/", form).status_code == 302
    own = {**new_case_form(client_for(cast.dao)), "token": form["token"]}
    assert client_for(cast.dao).post("/cases/new/", own).status_code == 302
    assert ExternalReference.objects.unscoped("test").count() == 2


WRITES = (
    ("notes/", {"text": "A word."}),
    ("steps/", {"kind": "screened", "when": "2026-02-12", "shown_by": "Seen."}),
    ("status/", {"status": "Closed", "version": "1"}),
    ("assign/", {"colleague": "{dao}"}),
    ("edit/?part=person", {"hr_Nickname": "x", "version": "1"}),
    ("consent/", {"recipient": "{police}", "purpose": "assistance"}),
    ("referrals/", {"target": "x"}),
)


@pytest.mark.parametrize(("page", "said"), WRITES, ids=[page for page, _ in WRITES])
def test_a_write_by_an_excluded_account_runs_the_queries_of_one_that_does_not_exist(
    cast: Cast, page: str, said: dict[str, str]
) -> None:
    case = open_case(cast.minh)
    hide(case, account_id=cast.minh.id)
    typed = {name: value.format(dao=cast.dao.id, police=cast.police.id) for name, value in said.items()}
    browser = client_for(cast.minh)

    def shapes(case_id: UUID) -> list[str]:
        with CaptureQueriesContext(connection) as queries:
            assert browser.post(f"/cases/{case_id}/{page}", typed).status_code == 404
        return [_shape(query["sql"]) for query in queries]

    shapes(case.id)  # what is cached once stays out of it
    assert shapes(case.id) == shapes(uuid4())


def _shape(sql: str) -> str:
    """A query without its values."""
    return re.sub(r"'[^']*'|\b\d+\b|\b[0-9a-f]{32}\b|\bs\d+_x\d+\b", "?", sql)
