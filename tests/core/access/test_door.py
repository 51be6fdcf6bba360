"""The one door: who sees which case, on both databases."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from hypothesis import given

from handrail.core.access import NobodyActs, acting_as
from handrail.core.access.models import Exclusion
from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case
from handrail.core.clock import now
from handrail.core.consent.models import ConsentGrant
from handrail.core.milestones.models import CascadeRow, Milestone
from handrail.core.persons.models import Person
from tests.cast import Cast, open_case
from tests.core.access.worlds import (
    AbsencePlan,
    CasePlan,
    ExclusionPlan,
    GrantPlan,
    OpeningPlan,
    ReferralPlan,
    WorldPlan,
    build,
    expected,
    worlds,
)
from tests.roles import as_role

pytestmark = pytest.mark.django_db


@given(worlds())
def test_in_any_world_an_account_sees_exactly_what_the_design_says(plan: WorldPlan) -> None:
    point = transaction.atomic()
    point.__enter__()
    try:
        world = build(plan)
        index = world.index_of()
        for number, account in enumerate(world.accounts):
            with acting_as(account):
                seen = {
                    index[case_id]
                    for case_id in Case.objects.visible_to(account).values_list("id", flat=True)
                }
                persons = {
                    index[case_id]
                    for case_id in Case.objects.unscoped("test")
                    .filter(person__in=Person.objects.visible_to(account))
                    .values_list("id", flat=True)
                }
            assert seen == expected(plan, number)
            assert persons == seen
    finally:
        transaction.set_rollback(True)
        point.__exit__(None, None, None)


def sees(plan: WorldPlan, account: int = 0) -> bool:
    """Whether an account of a planned world sees its first case, which must be what the design says."""
    world = build(plan)
    with acting_as(world.accounts[account]):
        seen = Case.objects.visible_to(world.accounts[account]).filter(id=world.cases[0].id).exists()
    assert seen == (0 in expected(plan, account))
    return seen


def elsewhere(role: str, unit: int = 3) -> WorldPlan:
    """A case of the first agency, and an account of the second with one role there, in unit 3 above 4."""
    return WorldPlan(grants=((GrantPlan(role, unit, -5, None),),), homes=(unit,), cases=(CasePlan(0, None),))


@pytest.mark.parametrize("role", ["case_worker", "data_steward"])
@pytest.mark.parametrize(
    ("opens", "unit", "accepted", "starts", "ends", "withdrawn"),
    [
        pytest.param(True, 3, True, -5, 5, None, id="to-the-unit"),
        pytest.param(True, 4, True, -5, 5, None, id="to-a-unit-below"),
        pytest.param(False, 1, True, -5, 5, None, id="to-somebody-else"),
        pytest.param(False, 3, False, -5, 5, None, id="not-accepted"),
        pytest.param(True, 3, True, 0, 5, None, id="consent-from-today"),
        pytest.param(False, 3, True, 1, 5, None, id="consent-from-tomorrow"),
        pytest.param(True, 3, True, -5, 1, None, id="consent-until-tomorrow"),
        pytest.param(False, 3, True, -5, 0, None, id="consent-ended-today"),
        pytest.param(True, 3, True, -5, 5, 1, id="withdrawn-from-tomorrow"),
        pytest.param(False, 3, True, -5, 5, 0, id="withdrawn-today"),
        pytest.param(False, 3, True, -5, 5, -1, id="withdrawn-yesterday"),
    ],
)
def test_a_referral_opens_the_case_while_it_is_accepted_and_consent_lives(
    db: None,
    role: str,
    opens: bool,
    unit: int,
    accepted: bool,
    starts: int,
    ends: int,
    withdrawn: int | None,
) -> None:
    plan = replace(elsewhere(role), referrals=(ReferralPlan(0, unit, accepted, starts, ends, withdrawn),))
    assert sees(plan) is opens


@pytest.mark.parametrize("whole", [True, False])
def test_a_case_shared_in_part_is_opened_and_not_counted(db: None, whole: bool) -> None:
    plan = replace(elsewhere("case_worker"), referrals=(ReferralPlan(0, 3, True, -5, 5, None),))
    world = build(plan)
    if not whole:
        ConsentGrant.objects.unscoped("test").update(fields=["hr_Sex"])
    (account,) = world.accounts
    with acting_as(account):
        assert Case.objects.visible_to(account).count() == 1
        assert Case.objects.wholly_visible_to(account).exists() is whole


@pytest.mark.parametrize(
    ("starts", "ends", "opens"), [(0, 1, True), (-5, 5, True), (1, 5, False), (-5, 0, False)]
)
def test_leave_gives_the_deputy_and_nobody_else_the_cases_of_those_days(
    db: None, starts: int, ends: int, opens: bool
) -> None:
    officer = (GrantPlan("frontline_officer", 1, -5, None),)
    plan = WorldPlan(
        grants=(officer, officer, officer),
        homes=(1, 1, 1),
        cases=(CasePlan(1, 1),),
        absences=(AbsencePlan(1, 0, starts, ends),),
    )
    assert sees(plan, 0) is opens
    assert sees(plan, 1)
    assert not sees(plan, 2)


def test_an_emergency_opening_is_for_the_one_who_opened_while_it_lasts(db: None) -> None:
    two = replace(elsewhere("investigator"), homes=(3, 3), grants=elsewhere("investigator").grants * 2)
    assert sees(replace(two, openings=(OpeningPlan(0, 0, 1),)), 0)
    assert not sees(replace(two, openings=(OpeningPlan(0, 0, 1),)), 1)
    assert not sees(replace(two, openings=(OpeningPlan(0, 0, -1),)), 0)
    hidden = (ExclusionPlan(0, None, 0, False),)
    assert not sees(replace(two, openings=(OpeningPlan(0, 0, 1),), exclusions=hidden), 0)


def test_a_case_hidden_from_a_unit_is_hidden_from_every_unit_below_it_and_no_other(db: None) -> None:
    own = WorldPlan(
        grants=((GrantPlan("data_steward", 1, -5, None),),), homes=(1,), cases=(CasePlan(1, None),)
    )
    for hidden_from, opens in ((0, False), (1, False), (2, True)):
        assert sees(replace(own, exclusions=(ExclusionPlan(0, hidden_from, None, False),))) is opens


def hide(case: Case, **whom: object) -> None:
    with as_role("handrail_oversight"):
        Exclusion.objects.create(case_id=case.id, starts_at=now(), decided_by=case.id, **whom)


def test_a_named_officer_and_his_unit_no_longer_find_the_case_in_any_record(cast: Cast) -> None:
    case = open_case(cast.kham)
    other = open_case(cast.kham)
    hide(case, unit_path=cast.border_post.path)
    with acting_as(cast.kham):
        for model, key in ((Case, "id"), (CascadeRow, "case_id"), (Milestone, "case_id")):
            found = set(model.objects.visible_to(cast.kham).values_list(key, flat=True))
            assert found == {other.id}
        assert set(Case.objects.editable_by(cast.kham).values_list("id", flat=True)) == {other.id}
    with acting_as(cast.sothea):
        assert set(Case.objects.visible_to(cast.sothea).values_list("id", flat=True)) == {case.id, other.id}


def test_a_reversed_exclusion_gives_the_case_back(cast: Cast) -> None:
    case = open_case(cast.kham)
    hide(case, account_id=cast.kham.id)
    with as_role("handrail_oversight"):
        Exclusion.objects.update(reversed_at=now())
    with acting_as(cast.kham):
        assert Case.objects.visible_to(cast.kham).filter(id=case.id).exists()


def test_exclusion_changes_neither_number_nor_shape_of_queries(cast: Cast) -> None:
    from django.test.utils import CaptureQueriesContext

    def shapes() -> list[str]:
        kham = Account.objects.get(id=cast.kham.id)
        with acting_as(kham), CaptureQueriesContext(connection) as queries:
            list(Case.objects.visible_to(kham).values_list("number"))
        # The clock is the one thing that may differ between two askings.
        return [re.sub(r"'\d{4}-\d\d-\d\d \d\d:[^']*'", "CLOCK", query["sql"]) for query in queries]

    case = open_case(cast.kham)
    before = shapes()
    hide(case, account_id=cast.kham.id)
    assert shapes() == before


def test_records_cannot_be_asked_for_without_saying_for_whom(cast: Cast) -> None:
    from handrail.core.access.scoped import UnscopedQuery

    for ask in (Case.objects.all, Case.objects.count, lambda: Case.objects.filter(number="x")):
        with pytest.raises(UnscopedQuery):
            ask()
    with pytest.raises(NobodyActs):
        Case.objects.visible_to(cast.dao)
    with acting_as(cast.dao), pytest.raises(NobodyActs):
        Case.objects.visible_to(cast.minh)


def test_a_role_that_ended_yesterday_opens_nothing(cast: Cast) -> None:
    from datetime import timedelta

    from handrail.core.clock import today

    open_case(cast.dao)
    cast.dao.grants.update(ends_on=today())
    dao = Account.objects.get(id=cast.dao.id)
    with acting_as(dao):
        assert not Case.objects.visible_to(dao).exists()
    cast.dao.grants.update(ends_on=today() + timedelta(days=1))
    dao = Account.objects.get(id=cast.dao.id)
    with acting_as(dao):
        assert Case.objects.visible_to(dao).exists()


def test_a_suspended_account_sees_nothing(cast: Cast) -> None:
    open_case(cast.dao)
    cast.dao.is_active = False
    with acting_as(cast.dao):
        assert not Case.objects.visible_to(cast.dao).exists()


class TestTheWebRole:
    """What the database itself refuses, whatever the application asks (PostgreSQL)."""

    def refuses(self, sql: str, *params: object) -> None:
        if connection.vendor != "postgresql":
            pytest.skip("SQLite has no database roles")
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, params)

    def test_cannot_read_exclusions(self, cast: Cast) -> None:
        self.refuses("SELECT * FROM core_exclusion")

    def test_cannot_write_exclusions(self, cast: Cast) -> None:
        self.refuses("DELETE FROM core_exclusion")
        self.refuses("UPDATE core_exclusion SET reversed_at = now()")

    def test_is_answered_for_the_acting_account_only(self, cast: Cast) -> None:
        self.refuses("SELECT handrail_hidden_cases(%s)", cast.kham.id)
        if connection.vendor == "postgresql":
            with acting_as(cast.dao):
                self.refuses("SELECT handrail_hidden_cases(%s)", cast.kham.id)

    def test_cannot_change_tables_or_empty_them(self, cast: Cast) -> None:
        self.refuses("CREATE TABLE mine (id int)")
        self.refuses("TRUNCATE core_case CASCADE")
        self.refuses("ALTER TABLE core_case DISABLE TRIGGER ALL")

    def test_forgets_the_account_with_the_transaction(self, cast: Cast) -> None:
        if connection.vendor != "postgresql":
            pytest.skip("SQLite has no database roles")
        with acting_as(cast.kham):
            pass
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('handrail.account', true)")
            assert cursor.fetchone()[0] in (None, "")
