"""Nobody goes against their will or unprepared; contacts come as planned; factors are counted, not judged."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from handrail.protect.afterwards.domain.factors import Tier, tier
from handrail.protect.afterwards.domain.going import Lacking, Standing, Wish, lacking
from handrail.protect.afterwards.domain.schedule import ContactState, contact_days, missed_in_a_row
from handrail.protect.afterwards.rulesfile import conventions
from handrail.protect.afterwards.words import FACTORS

standings = st.builds(
    Standing,
    wish=st.sampled_from(list(Wish)),
    risk=st.sampled_from(["", "low", "some", "high"]),
    detained=st.booleans(),
    child=st.booleans(),
    best_interests=st.booleans(),
)
factors = st.sets(st.sampled_from(sorted(FACTORS)))


@given(standings)
def test_nobody_goes_who_does_not_want_to_is_detained_or_whose_risks_nobody_looked_at(
    standing: Standing,
) -> None:
    ready = not lacking(standing)
    assert ready == (
        standing.wish in (Wish.BACK, Wish.ELSEWHERE)
        and bool(standing.risk)
        and not standing.detained
        and (standing.best_interests or not standing.child)
    )


def test_a_high_risk_is_the_person_s_to_weigh() -> None:
    assert Lacking.RISK not in lacking(Standing(Wish.BACK, risk="high"))


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_a_child_is_called_more_often_and_everybody_for_two_years(start: date) -> None:
    rules = conventions()
    child, grown_up = contact_days(start, rules.child_days), contact_days(start, rules.grown_up_days)
    assert len(child) > len(grown_up)
    assert child[0] == grown_up[0] and (child[-1] - start).days == 730
    assert child == sorted(set(child))


@given(st.lists(st.sampled_from(list(ContactState)), max_size=12))
def test_missed_contacts_are_counted_since_the_last_one_that_came_about(states: list[ContactState]) -> None:
    since = (
        states[len(states) - states[::-1].index(ContactState.REACHED) :]
        if ContactState.REACHED in states
        else states
    )
    assert missed_in_a_row(states) == since.count(ContactState.MISSED)


@given(factors, st.sampled_from(sorted(FACTORS)))
def test_one_more_factor_never_means_less_attention(present: set[str], more: str) -> None:
    rules = conventions()
    order = list(Tier)
    said = [
        tier(each, at_once=rules.at_once, enhanced=rules.enhanced, urgent=rules.urgent)
        for each in (present, present | {more})
    ]
    assert order.index(said[0]) <= order.index(said[1])
    assert bool(present & rules.at_once) <= (said[0] is Tier.URGENT)
