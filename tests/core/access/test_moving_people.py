"""Nobody leaves an exclusion behind by moving: not a unit, not a person, not by a merger."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.access import acting_as
from handrail.core.access.domain.refusal import Refused
from handrail.core.access.models import Exclusion
from handrail.core.accounts.models import Account, RoleGrant
from handrail.core.cases.models import Case
from handrail.core.clock import now, today
from handrail.core.milestones.models import CascadeRow
from handrail.core.organisations.actions import move_unit
from handrail.core.organisations.domain.tree import check_merge
from handrail.core.organisations.merging import merge_unit, move_account
from handrail.core.organisations.models import Unit
from tests.cast import Cast, client_for, make_account, open_case
from tests.roles import as_role


def sees(account: Account, case: Case) -> bool:
    again = Account.objects.get(id=account.id)
    with acting_as(again):
        return Case.objects.visible_to(again).filter(id=case.id).exists()


def hide(case: Case, **whom: Any) -> None:
    with as_role("handrail_oversight"):
        Exclusion.objects.create(case_id=case.id, starts_at=now(), decided_by=case.id, **whom)


def reverse_all() -> None:
    with as_role("handrail_oversight"):
        Exclusion.objects.filter(follows=None).update(reversed_at=timezone.now())


@pytest.fixture
def chief(cast: Cast) -> Account:
    return make_account("chief", cast.police_head, "administrator")


@pytest.fixture
def camp(cast: Cast) -> Unit:
    """A second unit of the police, beside the river post."""
    return Unit.objects.create(organisation=cast.police, parent=cast.police_head, name="Camp")


@pytest.fixture
def steward(cast: Cast) -> Account:
    """Works at the river post and reaches the whole organisation."""
    return make_account("steward", cast.border_post, "data_steward")


def merge(cast: Cast, chief: Account, unit: Unit, into: Unit) -> None:
    merge_unit(unit, into, by=chief, movers_paths=[], on=today(), at=now())


def test_a_person_moved_out_of_an_excluded_unit_is_excluded_still(
    cast: Cast, chief: Account, camp: Unit, steward: Account
) -> None:
    case = open_case(cast.sothea)
    hide(case, unit_path=cast.border_post.path)
    assert not sees(steward, case)
    move_account(steward, camp, by=chief)
    assert not sees(steward, case)
    reverse_all()
    assert sees(steward, case), "what follows ends with what it followed"


def test_a_unit_moved_from_below_an_excluded_one_is_excluded_still(
    cast: Cast, chief: Account, camp: Unit, steward: Account
) -> None:
    below = Unit.objects.create(organisation=cast.police, parent=camp, name="Tent")
    moved = make_account("moved", below, "data_steward")
    case = open_case(cast.sothea)
    hide(case, unit_path=camp.path)
    move_unit(below, cast.border_post, by=chief, movers_paths=[])
    assert not sees(moved, case)
    assert sees(steward, case), "nobody else is taken along"
    reverse_all()
    assert sees(moved, case)


def test_a_merger_takes_exclusions_along_with_the_people_and_no_further(
    cast: Cast, chief: Account, camp: Unit, steward: Account
) -> None:
    camper = make_account("camper", camp, "data_steward")
    case = open_case(cast.sothea)
    hide(case, unit_path=cast.border_post.path)
    merge(cast, chief, cast.border_post, camp)
    assert not sees(steward, case)
    assert sees(camper, case)


def test_a_merger_moves_people_roles_cases_and_rows_and_closes_the_unit(
    cast: Cast, chief: Account, camp: Unit
) -> None:
    case = open_case(cast.kham)
    campers = make_account("camper", camp, "case_worker")
    merge(cast, chief, cast.border_post, camp)
    moved = Case.objects.unscoped("test").get(id=case.id)
    assert (moved.unit_id, moved.version) == (camp.id, case.version + 1)
    assert CascadeRow.objects.unscoped("test").get(case_id=case.id).unit_id == camp.id
    assert Account.objects.get(id=cast.kham.id).unit_id == camp.id
    assert {grant.unit_id for grant in cast.kham.grants.all()} == {camp.id}
    assert sees(campers, case) and sees(cast.kham, case)
    cast.border_post.refresh_from_db()
    assert cast.border_post.closed_on == today()
    assert cast.border_post.path.startswith(camp.path)
    with pytest.raises(Refused, match="unit-closed"):
        merge(cast, chief, cast.border_post, cast.police_head)


def test_a_role_held_on_both_is_held_once(cast: Cast, chief: Account, camp: Unit) -> None:
    RoleGrant.objects.create(account=cast.kham, role="frontline_officer", unit=camp, starts_on=today())
    merge(cast, chief, cast.border_post, camp)
    assert sum(grant.is_live(today()) for grant in cast.kham.grants.all()) == 1


paths = st.lists(st.sampled_from("ab"), min_size=1, max_size=3).map(lambda parts: ".".join(parts) + ".")


@given(paths, paths, st.lists(paths, max_size=2))
def test_nobody_merges_cases_into_their_own_reach(path: str, into: str, own: list[str]) -> None:
    try:
        check_merge(path, into, own)
    except Refused:
        return
    reached_before = any(path.startswith(one) for one in own)
    assert reached_before or not any(into.startswith(one) for one in own)


class TestThePages:
    def test_a_merger_is_asked_for_twice(self, cast: Cast, chief: Account, camp: Unit) -> None:
        browser, address = client_for(chief), f"/team/units/{cast.border_post.id}/merge/"
        asked = browser.post(address, {"parent": camp.id}).content.decode()
        assert "1 account" in asked and "Both teams see the cases of both" in asked
        assert Unit.objects.get(id=cast.border_post.id).closed_on is None
        browser.post(address, {"parent": camp.id, "sure": "yes"})
        assert Unit.objects.get(id=cast.border_post.id).closed_on == today()
        listed = browser.get("/team/units/").content.decode()
        assert str(cast.border_post.id) not in listed

    def test_an_account_goes_to_a_unit_of_its_own_organisation_only(
        self, cast: Cast, chief: Account, camp: Unit
    ) -> None:
        browser, address = client_for(chief), f"/team/{cast.kham.id}/unit/"
        browser.post(address, {"unit": cast.shelter_house.id})
        assert Account.objects.get(id=cast.kham.id).unit_id == cast.border_post.id
        browser.post(address, {"unit": camp.id})
        assert Account.objects.get(id=cast.kham.id).unit_id == camp.id
        assert client_for(cast.nok).get(address).status_code == 404
