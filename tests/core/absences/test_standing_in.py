"""While a colleague is on leave, the deputy works on that colleague's cases, and on nothing more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from handrail.core.absences.actions import end_leave, enter_leave
from handrail.core.absences.models import Absence
from handrail.core.access import acting_as
from handrail.core.access.models import Exclusion
from handrail.core.accounts.models import Account
from handrail.core.audit.models import AuditEvent
from handrail.core.cases.models import Case
from handrail.core.clock import now, today
from tests.cast import Cast, client_for, make_account, open_case
from tests.roles import as_role


@pytest.fixture
def thea(cast: Cast) -> Account:
    """A second officer at the river post: each officer sees only their own cases."""
    return make_account("thea", cast.border_post, "frontline_officer")


def away(who: Account, deputy: Account | None, *, by: Account | None = None, starts: int = 0) -> Absence:
    return enter_leave(
        who,
        deputy=deputy,
        starts_on=today() + timedelta(starts),
        ends_on=today() + timedelta(starts + 7),
        by=by or who,
        on=today(),
        at=now(),
    )


def seen_by(account: Account) -> set[object]:
    again = Account.objects.get(id=account.id)
    with acting_as(again):
        return set(Case.objects.visible_to(again).values_list("id", flat=True))


def changed_by(account: Account) -> set[object]:
    again = Account.objects.get(id=account.id)
    with acting_as(again):
        return set(Case.objects.editable_by(again).values_list("id", flat=True))


def test_a_deputy_sees_and_changes_the_cases_of_who_is_away(cast: Cast, thea: Account) -> None:
    case = open_case(cast.kham)
    assert seen_by(thea) == set()
    away(cast.kham, thea)
    assert seen_by(thea) == changed_by(thea) == {case.id}
    assert seen_by(cast.kham) == {case.id}, "who is away loses nothing"


def test_before_the_first_day_and_once_it_is_ended_a_deputy_sees_nothing(cast: Cast, thea: Account) -> None:
    open_case(cast.kham)
    absence = away(cast.kham, thea, starts=1)
    assert seen_by(thea) == set()
    end_leave(absence, by=cast.kham, on=today())
    absence = away(cast.kham, thea)
    end_leave(absence, by=cast.kham, on=today())
    assert seen_by(thea) == set()


def test_what_is_hidden_from_the_deputy_stays_hidden(cast: Cast, thea: Account) -> None:
    case = open_case(cast.kham)
    away(cast.kham, thea)
    with as_role("handrail_oversight"):
        Exclusion.objects.create(case_id=case.id, account_id=thea.id, starts_at=now(), decided_by=case.id)
    assert seen_by(thea) == set()


def test_a_deputy_of_a_deputy_is_nobody_s(cast: Cast, thea: Account) -> None:
    third = make_account("third", cast.border_post, "frontline_officer")
    open_case(cast.kham)
    away(cast.kham, thea)
    Absence.objects.create(
        account=thea,
        deputy=third,
        starts_on=today(),
        ends_on=today() + timedelta(3),
        entered_by=thea,
        entered_at=now(),
    )
    assert seen_by(third) == set()


def test_the_deputy_finds_the_cases_in_their_own_list_and_is_told_why(cast: Cast, thea: Account) -> None:
    case = open_case(cast.kham)
    away(cast.kham, thea)
    browser = client_for(thea)
    work = browser.get("/work/").content.decode()
    assert "You stand in for" in work and cast.kham.display_name in work
    assert case.number in browser.get("/cases/?whose=mine").content.decode()
    assert browser.get(f"/cases/{case.id}/").status_code == 200


def test_a_leave_is_a_line_in_the_log(cast: Cast, thea: Account) -> None:
    absence = away(cast.kham, thea)
    end_leave(absence, by=cast.kham, on=today())
    found = AuditEvent.objects.filter(action__startswith="core:leave:").order_by("at")
    assert sorted(event.action for event in found) == ["core:leave:ended", "core:leave:entered"]


class TestThePage:
    def enter(self, browser: Client, who: Account, deputy: Account | None) -> str:
        sent = {
            "account": who.id,
            "deputy": deputy.id if deputy else "",
            "starts_on": today(),
            "ends_on": today() + timedelta(5),
        }
        return browser.post("/leave/new/", sent, follow=True).content.decode()

    def test_an_officer_enters_their_own_leave_and_nobody_else_s(self, cast: Cast, thea: Account) -> None:
        browser = client_for(cast.kham)
        self.enter(browser, thea, None)
        assert not Absence.objects.exists()
        assert thea.display_name in self.enter(browser, cast.kham, thea)
        assert Absence.objects.get().deputy == thea

    def test_a_supervisor_enters_it_for_the_unit_but_stands_in_only_if_another_says_so(
        self, cast: Cast
    ) -> None:
        browser = client_for(cast.minh)
        assert "cannot make yourself a deputy" in self.enter(browser, cast.dao, cast.minh)
        assert not Absence.objects.exists()
        self.enter(browser, cast.dao, cast.pim)
        assert Absence.objects.get().entered_by == cast.minh

    def test_an_administrator_enters_it_for_the_organisation_and_sees_no_case(self, cast: Cast) -> None:
        open_case(cast.dao)
        browser = client_for(cast.nok)
        assert "holds no role" not in self.enter(browser, cast.dao, cast.minh)
        assert Absence.objects.get().account == cast.dao
        assert seen_by(cast.nok) == set()

    def test_nobody_of_another_organisation_can_be_named(self, cast: Cast) -> None:
        self.enter(client_for(cast.dao), cast.dao, cast.sothea)
        assert not Absence.objects.exists()

    def test_a_stranger_can_neither_see_nor_end_it(self, cast: Cast, thea: Account) -> None:
        absence = away(cast.kham, thea)
        stranger = client_for(cast.dao)
        assert stranger.post(f"/leave/{absence.id}/end/").status_code == 404
        assert cast.kham.display_name not in stranger.get("/leave/").content.decode()
        assert client_for(cast.kham).post(f"/leave/{absence.id}/end/").status_code == 302
        absence.refresh_from_db()
        assert absence.ends_on == today()
