"""The rules of requests, of two persons and a wait before an erasure, and of keeping."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.access.domain.refusal import Refused
from handrail.core.rights.domain.keeping import RuleProblem, last_day, read_rule, rule_for
from handrail.core.rights.domain.requests import (
    MOVES,
    Right,
    Standing,
    State,
    check_answer,
    check_erase,
    check_second,
)
from handrail.core.rights.rules import answering_rules, keeping_rules, read_rules

DAY = date(2026, 11, 24)
REST = "source: s, says: s, ours: true, verified: false"
ONE, OTHER = UUID(int=1), UUID(int=2)
standings = st.builds(
    Standing,
    st.sampled_from(Right),
    st.sampled_from(State),
    st.sampled_from([ONE, OTHER]),
    st.none() | st.dates(DAY - timedelta(40), DAY + timedelta(40)),
)


@given(standings, st.sampled_from(State))
def test_one_person_alone_never_grants_an_erasure(standing: Standing, wished: State) -> None:
    try:
        check_answer(standing, wished)
    except Refused:
        return
    assert not (standing.right is Right.ERASURE and wished in (State.GRANTED, State.CONFIRMED))
    assert wished in MOVES[standing.state]


@given(standings, st.sampled_from([ONE, OTHER]))
def test_the_second_person_is_another_one(standing: Standing, by: UUID) -> None:
    try:
        check_second(standing, by=by)
    except Refused:
        return
    assert standing.right is Right.ERASURE and standing.state is State.OPEN and standing.entered_by != by


@given(standings)
def test_nothing_is_erased_unconfirmed_or_before_the_grace_is_over(standing: Standing) -> None:
    try:
        check_erase(standing, on=DAY)
    except Refused:
        return
    assert standing.state is State.CONFIRMED and standing.right is Right.ERASURE
    assert standing.grace_until is not None and standing.grace_until <= DAY


def test_what_is_done_stays_done() -> None:
    for state in (State.GRANTED, State.DECLINED, State.WITHDRAWN):
        assert MOVES[state] == frozenset()


def test_a_country_s_own_rule_comes_before_the_one_for_everywhere() -> None:
    assert rule_for(answering_rules(), "ID", DAY).days == 3
    assert rule_for(answering_rules(), "TH", date(2022, 5, 31)).ours
    assert rule_for(keeping_rules(), "KH", DAY).id == "keeping-default"
    assert last_day(rule_for(answering_rules(), "MY", DAY), DAY) == DAY + timedelta(21)


def test_no_number_of_ours_is_shown_as_law_and_none_claims_to_be_verified() -> None:
    for rule in (*keeping_rules(), *answering_rules()):
        assert not rule.verified
        assert rule.source
        assert rule.ours or rule.country
    assert all(rule.ours for rule in keeping_rules())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: b", "not a list"),
        ("- id: x", "x: write days"),
        (
            "- {id: x, days: 0, in_force_from: 2026-01-01, source: s, says: s, ours: true, verified: false}",
            "whole",
        ),
        (
            "- {id: x, days: 5, in_force_from: soon, source: s, says: s, ours: true, verified: false}",
            "dates as",
        ),
    ],
)
def test_a_rule_that_cannot_be_read_says_how_to_mend_it(text: str, says: str) -> None:
    with pytest.raises(RuleProblem, match=says):
        read_rules(text)


def test_a_country_without_a_rule_is_said() -> None:
    rule = read_rule(
        {
            "id": "x", "country": "TH", "days": 5, "in_force_from": DAY, "source": "s", "says": "s",
            "ours": True, "verified": False,
        }
    )  # fmt: skip
    with pytest.raises(RuleProblem, match="KH"):
        rule_for([rule], "KH", DAY)
