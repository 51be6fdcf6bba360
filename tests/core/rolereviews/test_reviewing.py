"""Each quarter every role is looked at by an administrator who does not hold it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.access.domain.refusal import Refused
from handrail.core.accounts.models import Account, RoleGrant
from handrail.core.audit.models import AuditEvent
from handrail.core.rolereviews.actions import end_reviewed_role, keep_role
from handrail.core.rolereviews.domain.quarters import Quarter, is_due
from handrail.core.rolereviews.queries import due_roles
from tests.cast import Cast, client_for

DAY = date(2026, 5, 20)


def due(by: Account, on: date = DAY) -> set[str]:
    return {grant.account.username for grant in due_roles(by, on)}


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_a_day_lies_in_its_quarter_and_in_no_other(day: date) -> None:
    quarter = Quarter.of(day)
    following = Quarter.of(quarter.first_day + timedelta(93))
    assert quarter.first_day <= day < following.first_day
    assert len(quarter.code) == 6


def test_every_role_but_one_s_own_is_due_once_a_quarter(cast: Cast) -> None:
    assert due(cast.nok) == {"dao", "minh", "pim", "lek"}
    assert due(cast.lek) == {"dao", "minh", "pim", "nok"}
    keep_role(cast.dao.grants.get(), by=cast.nok, on=DAY, at=timezone.now())
    assert due(cast.nok) == {"minh", "pim", "lek"}
    assert "dao" not in due(cast.lek)
    assert "dao" in due(cast.nok, DAY + timedelta(60)), "the next quarter asks again"


def test_the_query_says_what_the_rule_says(cast: Cast) -> None:
    grant = cast.dao.grants.get()
    for starts in (DAY - timedelta(200), DAY - timedelta(20), DAY + timedelta(3)):
        for ends in (None, DAY + timedelta(9), DAY + timedelta(4)):
            grant.starts_on, grant.ends_on = starts, ends
            grant.save()
            assert ("dao" in due(cast.nok)) == is_due(starts_on=starts, ends_on=ends, on=DAY)


def test_nobody_looks_at_their_own_role(cast: Cast) -> None:
    own = cast.nok.grants.get()
    with pytest.raises(Refused, match="not-your-own-role"):
        keep_role(own, by=cast.nok, on=DAY, at=timezone.now())
    with pytest.raises(Refused, match="not-your-own-role"):
        end_reviewed_role(own, by=cast.nok, on=DAY)


def test_the_page_keeps_and_ends_what_was_answered_and_leaves_the_rest(cast: Cast) -> None:
    grants = {who: getattr(cast, who).grants.get() for who in ("dao", "minh", "pim")}
    browser = client_for(cast.nok)
    assert "Roles to look at" in browser.get("/work/").content.decode()
    browser.post("/team/review/", {f"role-{grants['dao'].id}": "keep", f"role-{grants['minh'].id}": "end"})
    left = browser.get("/team/review/").content.decode()
    assert cast.pim.display_name in left
    assert cast.dao.display_name not in left
    assert cast.minh.display_name not in left
    assert RoleGrant.objects.get(id=grants["minh"].id).ends_on is not None
    assert RoleGrant.objects.get(id=grants["dao"].id).ends_on is None
    assert {"core:role:kept", "core:role:ended"} <= set(AuditEvent.objects.values_list("action", flat=True))


def test_roles_of_another_organisation_cannot_be_decided(cast: Cast) -> None:
    theirs = cast.kham.grants.get()
    client_for(cast.nok).post("/team/review/", {f"role-{theirs.id}": "end"})
    assert RoleGrant.objects.get(id=theirs.id).ends_on is None
    assert client_for(cast.dao).get("/team/review/").status_code == 404
