"""A caseload goes to another colleague whole, and only as far as whoever hands it over may give cases out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handrail.core.access import acting_as
from handrail.core.access.domain.refusal import Refused
from handrail.core.access.models import Exclusion
from handrail.core.accounts.models import Account
from handrail.core.audit.models import AuditEvent
from handrail.core.cases.handover import Caseload, caseload, hand_over, without_anybody
from handrail.core.cases.models import Case
from handrail.core.clock import now, today
from handrail.core.milestones.models import CascadeRow
from tests.cast import Cast, client_for, make_account, open_case
from tests.roles import as_role


@pytest.fixture
def mali(cast: Cast) -> Account:
    """A new case worker of the house."""
    return make_account("mali", cast.shelter_house, "case_worker")


def give(
    cast: Cast, of: Account, to: Account, *, by: Account | None = None, closed: bool = False
) -> Caseload:
    by = Account.objects.get(id=(by or cast.minh).id)
    with acting_as(by):
        return hand_over(of=of, to=to, also_closed=closed, by=by, on=today(), at=now())


def owned_by(account: Account) -> set[object]:
    cases = Case.objects.unscoped("test").filter(owner=account)
    rows = CascadeRow.objects.unscoped("test").filter(owner=account)
    ids = set(cases.values_list("id", flat=True))
    assert ids == set(rows.values_list("case_id", flat=True)), "the cascade's rows follow"
    return ids


def close(case: Case) -> None:
    Case.objects.unscoped("test").filter(id=case.id).update(status="Closed")


def test_open_cases_move_and_closed_ones_only_when_asked_for(cast: Cast, mali: Account) -> None:
    first, second = open_case(cast.dao), open_case(cast.dao)
    close(second)
    assert give(cast, cast.dao, mali) == Caseload(1, 0)
    assert owned_by(mali) == {first.id}
    assert give(cast, cast.dao, mali, closed=True) == Caseload(1, 0)
    assert owned_by(mali) == {first.id, second.id}


def test_cases_that_the_other_s_role_does_not_reach_stay(cast: Cast) -> None:
    northern = make_account("noi", cast.shelter_north, "case_worker")
    open_case(cast.dao)
    up_north = open_case(cast.dao, unit=cast.shelter_north)
    with acting_as(cast.minh):
        told = caseload(cast.minh, of=cast.dao, to=northern, also_closed=False, on=today())
    assert told == give(cast, cast.dao, northern) == Caseload(1, 1)
    assert owned_by(northern) == {up_north.id}


def test_what_is_hidden_from_the_supervisor_stays_and_is_not_counted(cast: Cast, mali: Account) -> None:
    hidden, plain = open_case(cast.dao), open_case(cast.dao)
    with as_role("handrail_oversight"):
        Exclusion.objects.create(
            case_id=hidden.id, account_id=cast.minh.id, starts_at=now(), decided_by=cast.anan.id
        )
    assert give(cast, cast.dao, mali) == Caseload(1, 0)
    assert owned_by(mali) == {plain.id}


def test_an_edit_that_was_under_way_is_told_that_the_case_changed(cast: Cast, mali: Account) -> None:
    case = open_case(cast.dao)
    give(cast, cast.dao, mali)
    assert Case.objects.unscoped("test").get(id=case.id).version == case.version + 1


def test_one_line_in_the_log_names_all_of_them(cast: Cast, mali: Account) -> None:
    ids = {str(open_case(cast.dao).id) for _ in range(3)}
    give(cast, cast.dao, mali)
    assert set(AuditEvent.objects.get(action="core:case:handed-over").ids) == ids


@pytest.mark.parametrize(
    ("of", "to", "code"),
    [
        ("dao", "dao", "same-person"),
        ("mali", "dao", "nothing-to-hand-over"),
        ("dao", "nok", "nothing-to-hand-over"),
    ],
)
def test_what_cannot_be_is_refused_and_moves_nothing(
    cast: Cast, mali: Account, of: str, to: str, code: str
) -> None:
    case = open_case(cast.dao)
    people = {"dao": cast.dao, "mali": mali, "nok": cast.nok}
    with pytest.raises(Refused) as refused:
        give(cast, people[of], people[to])
    assert refused.value.code == code
    assert owned_by(cast.dao) == {case.id}


def test_a_suspended_colleague_is_given_nothing(cast: Cast, mali: Account) -> None:
    open_case(cast.dao)
    mali.is_active = False
    with pytest.raises(Refused, match="suspended"):
        give(cast, cast.dao, mali)


def test_caseloads_of_who_is_gone_wait_for_who_gives_out_cases(cast: Cast, mali: Account) -> None:
    open_case(cast.dao)

    def waiting_for(account: Account) -> list[Account]:
        again = Account.objects.get(id=account.id)
        with acting_as(again):
            return list(without_anybody(again, today()))

    assert waiting_for(cast.minh) == []
    cast.dao.grants.update(starts_on=today() - timedelta(9), ends_on=today())
    assert waiting_for(cast.minh) == [cast.dao]
    assert waiting_for(mali) == waiting_for(cast.nok) == waiting_for(cast.sothea) == []
    give(cast, cast.dao, mali)
    assert waiting_for(cast.minh) == []
    Account.objects.filter(id=mali.id).update(is_active=False)
    assert waiting_for(cast.minh) == [mali]


class TestThePage:
    def test_it_asks_twice_and_then_moves(self, cast: Cast, mali: Account) -> None:
        case = open_case(cast.dao)
        browser, sent = client_for(cast.minh), {"of": cast.dao.id, "to": mali.id}
        assert "1 case changes hands" in browser.post("/cases/hand-over/", sent).content.decode()
        assert owned_by(cast.dao) == {case.id}
        browser.post("/cases/hand-over/", {**sent, "sure": "yes"})
        assert owned_by(mali) == {case.id}

    def test_it_is_for_who_gives_out_cases(self, cast: Cast, mali: Account) -> None:
        open_case(cast.dao)
        sent = {"of": cast.dao.id, "to": mali.id, "sure": "yes"}
        for account in (cast.dao, cast.nok, cast.sothea, cast.anan):
            assert client_for(account).post("/cases/hand-over/", sent).status_code == 404
        assert owned_by(mali) == set()

    def test_nobody_of_another_unit_can_be_named(self, cast: Cast) -> None:
        case = open_case(cast.kham)
        sent = {"of": cast.kham.id, "to": cast.dao.id, "sure": "yes"}
        client_for(cast.minh).post("/cases/hand-over/", sent)
        assert owned_by(cast.kham) == {case.id}
