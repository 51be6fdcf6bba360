"""The rules about accounts, without a database."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.access.domain.refusal import Refused
from handrail.core.access.domain.roles import roles
from handrail.core.accounts.domain.codes import LETTERS, as_made, make_code
from handrail.core.accounts.domain.granting import (
    Term,
    check_end,
    check_role,
    check_suspension,
    opens_cases,
)
from handrail.core.accounts.domain.recovering import Request, check_ask, check_confirm
from handrail.core.accounts.domain.sessions import Ended, session_end
from handrail.core.accounts.domain.usernames import check_username, one_spelling
from handrail.core.organisations.domain.tree import DEEPEST, check_move, check_place

TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NOK, LEK, DAO = UUID(int=1), UUID(int=2), UUID(int=3)
HOUSE = UUID(int=9)


def refusal(rule, *args, **kwargs) -> str:
    """The code with which a rule refuses, "" when it does not."""
    try:
        rule(*args, **kwargs)
    except Refused as refused:
        return refused.code
    return ""


def term(role: str = "case_worker", start: int = 0, end: int | None = None, unit: UUID = HOUSE) -> Term:
    return Term(role, unit, TODAY + timedelta(start), None if end is None else TODAY + timedelta(end))


class TestCodes:
    @given(st.randoms())
    def test_a_code_survives_being_read_out_and_typed(self, chance: random.Random) -> None:
        code = make_code(chance.choice)
        typed = chance.choice([str.lower, str.upper, str.swapcase])(code)
        assert as_made(typed.replace("-", chance.choice(["", " ", "-", " - "]))) == code

    def test_no_letter_looks_like_another(self) -> None:
        assert len(set(LETTERS)) == len(LETTERS)
        for alike in ("0O", "1IL", "5S", "8B", "2Z", "6G", "UV"):
            assert len(set(alike) & set(LETTERS)) <= 1, alike

    @given(st.text(max_size=60))
    def test_anything_may_be_typed(self, typed: str) -> None:
        assert as_made(as_made(typed)) == as_made(typed) or not typed.isascii()


class TestUserNames:
    @pytest.mark.parametrize("typed", ["dao", "Dao", " DAO ", "ｄａｏ"])
    def test_all_spellings_are_one(self, typed: str) -> None:
        assert one_spelling(typed) == "dao"
        assert check_username(typed) == "dao"

    @pytest.mark.parametrize("typed", ["d", "", "dао", "dao ling", "-dao", "dao.", "x" * 41, "dao\x00"])
    def test_a_name_that_could_be_mistaken_is_refused(self, typed: str) -> None:
        assert refusal(check_username, typed) == "username-form"


class TestRoles:
    def test_no_role_gives_both_accounts_and_cases(self) -> None:
        for role in roles().values():
            manages = {"core:account:manage", "core:unit:manage"} & set(role.permissions)
            assert not (manages and opens_cases(role.id)), role.id

    @given(st.sampled_from(sorted(roles())))
    def test_nobody_gives_any_role_to_themself(self, role: str) -> None:
        wished = term(role)
        assert refusal(check_role, wished, [], giver=NOK, receiver=NOK, on=TODAY) == "not-to-yourself"
        assert refusal(check_role, wished, [], giver=LEK, receiver=NOK, on=TODAY) == ""

    @pytest.mark.parametrize(
        ("wished", "held", "code"),
        [
            (term("root"), [], "unknown-role"),
            (term(start=-1), [], "role-starts-in-the-past"),
            (term(start=3, end=3), [], "role-ends-before-it-starts"),
            (term(), [term(start=-9)], "role-held-already"),
            (term(start=1, end=5), [term(start=4)], "role-held-already"),
            (term(start=1, end=5), [term(start=5)], ""),
            (term(), [term("supervisor", -9)], ""),
            (term(), [term(start=-9, unit=UUID(int=8))], ""),
        ],
    )
    def test_a_role_is_given_once_and_not_backwards(self, wished: Term, held: list[Term], code: str) -> None:
        assert refusal(check_role, wished, held, giver=NOK, receiver=DAO, on=TODAY) == code

    @given(
        st.integers(-5, 5), st.none() | st.integers(1, 9), st.integers(-5, 5), st.none() | st.integers(1, 9)
    )
    def test_two_terms_overlap_when_some_day_is_in_both(
        self, a: int, long_a: int | None, b: int, long_b: int | None
    ) -> None:
        one = term(start=a, end=None if long_a is None else a + long_a)
        other = term(start=b, end=None if long_b is None else b + long_b)
        days = [TODAY + timedelta(day) for day in range(-6, 30)]

        def holds(each: Term, day: date) -> bool:
            return each.starts_on <= day and (each.ends_on is None or day < each.ends_on)

        assert one.overlaps(other) == any(holds(one, day) and holds(other, day) for day in days)

    def test_the_last_administrator_stays(self) -> None:
        role = term("administrator", -9)
        assert refusal(check_end, role, other_administrators=0, on=TODAY) == "last-administrator"
        assert check_end(role, other_administrators=1, on=TODAY) == TODAY
        assert check_end(term(start=5), other_administrators=0, on=TODAY) == TODAY + timedelta(5)
        assert (
            refusal(check_end, term(start=-9, end=0), other_administrators=0, on=TODAY)
            == "role-ended-already"
        )

    def test_who_may_be_suspended(self) -> None:
        def code(by: UUID | None, active: bool = True, last: bool = False) -> str:
            return refusal(check_suspension, by=by, whom=DAO, is_active=active, last_administrator=last)

        assert [code(NOK), code(None), code(DAO)] == ["", "", "not-yourself"]
        assert [code(NOK, active=False), code(None, last=True)] == ["suspended-already", "last-administrator"]


class TestTheWayBack:
    def request(self, **changes) -> Request:
        facts = {
            "concerned": DAO,
            "asked_by": NOK,
            "confirmed_by": None,
            "used": False,
            "expires_at": NOW + timedelta(hours=1),
        }
        return Request(**{**facts, **changes})

    @given(
        st.sampled_from([NOK, LEK, DAO]), st.sampled_from([NOK, LEK, DAO]), st.sampled_from([NOK, LEK, DAO])
    )
    def test_it_takes_two_persons_and_neither_is_the_one_concerned(
        self, concerned: UUID, asker: UUID, confirmer: UUID
    ) -> None:
        asked = not refusal(check_ask, asker=asker, concerned=concerned, is_active=True, open_already=False)
        request = self.request(concerned=concerned, asked_by=asker)
        confirmed = not refusal(check_confirm, request, confirmer=confirmer, is_active=True, at=NOW)
        assert (asked and confirmed) == (len({concerned, asker, confirmer}) == 3)

    @pytest.mark.parametrize(
        ("changes", "active", "code"),
        [
            ({}, True, ""),
            ({}, False, "suspended"),
            ({"confirmed_by": UUID(int=4)}, True, "confirmed-already"),
            ({"used": True}, True, "request-expired"),
            ({"expires_at": NOW}, True, "request-expired"),
        ],
    )
    def test_only_what_waits_is_confirmed(self, changes, active: bool, code: str) -> None:
        request = self.request(**changes)
        assert refusal(check_confirm, request, confirmer=LEK, is_active=active, at=NOW) == code

    def test_one_way_back_at_a_time(self) -> None:
        facts = {"asker": NOK, "concerned": DAO, "is_active": True}
        assert refusal(check_ask, **facts, open_already=True) == "asked-already"
        assert refusal(check_ask, **{**facts, "is_active": False}, open_already=False) == "suspended"


class TestSessions:
    @given(st.integers(0, 10**5), st.integers(0, 10**5), st.integers(0, 10**5))
    def test_a_session_lasts_while_it_is_used_and_not_for_ever(
        self, opened: int, used: int, later: int
    ) -> None:
        seen, now = opened + used, opened + used + later
        ended = session_end(now=now, opened=opened, seen=seen, idle=1800, longest=28800)
        assert (ended is None) == (now - opened <= 28800 and now - seen <= 1800)
        if ended is Ended.IDLE:
            assert now - opened <= 28800


class TestTheTree:
    def test_a_unit_goes_anywhere_but_below_itself(self) -> None:
        assert refusal(check_move, "a.b.", "a.b.c.", ["a.b."], []) == "below-itself"
        assert refusal(check_move, "a.b.", "a.b.", ["a.b."], []) == "below-itself"
        assert refusal(check_move, "a.b.", "a.c.", ["a.b."], []) == ""

    def test_the_tree_has_a_deepest_level_for_all_that_moves(self) -> None:
        deep = "".join(f"{level}." for level in range(DEEPEST - 1))
        assert refusal(check_place, deep) == ""
        assert refusal(check_place, deep + "x.") == "too-deep"
        assert refusal(check_move, "a.", deep, ["a.", "a.b."], []) == "too-deep"

    def test_nobody_moves_a_unit_into_their_own_reach(self) -> None:
        assert refusal(check_move, "a.b.", "a.c.", ["a.b."], ["a.c."]) == "opens-cases-to-you"
        assert refusal(check_move, "a.b.", "a.c.d.", ["a.b."], ["a.c."]) == "opens-cases-to-you"
        assert refusal(check_move, "a.b.", "a.c.", ["a.b."], ["a."]) == "", "it was in reach before"
        assert refusal(check_move, "a.b.", "a.c.", ["a.b."], ["a.b."]) == "", "it leaves with its role"
