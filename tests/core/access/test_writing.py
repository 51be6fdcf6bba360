"""In any world: what an account may change, list and give away is what the design says, and no more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from uuid import uuid4

import pytest
from django.db import transaction
from django.http import Http404
from hypothesis import given

from handrail.cooperate.exporting.gathering import EXPORT
from handrail.core.access import Refused, acting_as
from handrail.core.access.domain.roles import all_permissions
from handrail.core.accounts.models import Account
from handrail.core.cases.actions import assign
from handrail.core.cases.handover import caseload
from handrail.core.cases.models import Case
from handrail.core.cases.queries import Filters, find_case, newest
from handrail.core.cases.views.opening import case_to_change
from handrail.core.clock import now, today
from handrail.core.consent.actions import withdraw_consent
from handrail.core.consent.models import ConsentGrant
from handrail.core.referrals.actions import end_referral
from handrail.core.referrals.models import Referral
from tests.core.access.worlds import (
    World,
    WorldPlan,
    build,
    expected,
    expected_to_change,
    stands_in_for,
    worlds,
)

pytestmark = pytest.mark.django_db

WRITE, ASSIGN, SEND = "core:case:write", "core:case:assign", "core:referral:send"
CHANGES = (WRITE, ASSIGN, SEND, EXPORT)


@contextmanager
def a_world(plan: WorldPlan) -> Iterator[World]:
    with transaction.atomic():
        yield build(plan)
        transaction.set_rollback(True)


def test_the_permissions_that_are_tried_here_are_real_ones() -> None:
    assert set(CHANGES) <= all_permissions()


@given(worlds())
def test_a_page_that_changes_a_case_opens_for_whom_the_design_says(plan: WorldPlan) -> None:
    """Who may not: a page that is not there for whom the case is not there, a reason for whom it is."""
    with a_world(plan) as world:
        for number, account in enumerate(world.accounts):
            sees = expected(plan, number)
            for permission in CHANGES:
                may = expected_to_change(plan, number, permission)
                for index, case in enumerate(world.cases):
                    assert answer(account, case, permission) == (
                        "change" if index in may else "read-only" if index in sees else "none"
                    ), (number, index, permission)


def answer(account: Account, case: Case, permission: str) -> str:
    with acting_as(account):
        try:
            case_to_change(account, case.id, permission)
        except Refused as refused:
            return refused.code
        except Http404:
            return "none"
    return "change"


@given(worlds())
def test_a_write_by_who_may_not_changes_nothing_and_by_who_may_does(plan: WorldPlan) -> None:
    """The actions themselves, past every page: giving a case away, taking consent back, ending a referral."""
    with a_world(plan) as world:
        index = world.index_of()
        grants = list(ConsentGrant.objects.unscoped("test").filter(withdrawn_on=None).order_by("id"))
        referrals = list(Referral.objects.unscoped("test").select_related("to_unit").order_by("id"))
        for number, account in enumerate(world.accounts):
            may_write = expected_to_change(plan, number, WRITE)
            may_assign = expected_to_change(plan, number, ASSIGN)
            with acting_as(account):
                for case in world.cases:
                    done = succeeds(partial(assign, case, account, by=account, at=now()))
                    assert done == (index[case.id] in may_assign)
                for grant in grants:
                    done = succeeds(partial(withdraw_consent, grant, on=today(), by=account))
                    assert done == (index[grant.case_id] in may_write)
                for referral in referrals:
                    if index[referral.case_id] not in expected(plan, number):
                        assert not succeeds(partial(end_referral, referral, by=account, at=now()))


def succeeds(write: Callable[[], object]) -> bool:
    """Whether a write is done; it is taken back at once."""
    done = True
    with transaction.atomic():
        try:
            write()
        except Refused:
            done = False
        transaction.set_rollback(True)
    return done


@given(worlds())
def test_lists_and_counts_hold_what_the_design_says(plan: WorldPlan) -> None:
    with a_world(plan) as world:
        index = world.index_of()
        for number, account in enumerate(world.accounts):
            sees = expected(plan, number)
            may_assign = expected_to_change(plan, number, ASSIGN)
            owners = {number, *stands_in_for(plan, number)}
            own = {at for at, case in enumerate(plan.cases) if case.owner in owners}
            with acting_as(account):
                assert {index[case.id] for case in newest(account).cases} == sees
                mine = newest(account, Filters(mine=True)).cases
                assert {index[case.id] for case in mine} == sees & own
                for other, colleague in enumerate(world.accounts):
                    given_away = caseload(account, of=colleague, to=account, also_closed=True, on=today())
                    theirs = {at for at in may_assign if plan.cases[at].owner == other}
                    assert given_away.moves + given_away.stays == len(theirs)


def test_a_case_that_is_not_there_is_answered_like_one_that_is_not_for_us(cast) -> None:
    with acting_as(cast.dao), pytest.raises(Http404):
        find_case(cast.dao, uuid4())
