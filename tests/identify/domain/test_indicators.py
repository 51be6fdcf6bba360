"""The ILO operational indicators: the dimension rule, the lists' counts, and the combination that is ours."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.identify.domain.facts import CODES
from handrail.identify.domain.indicators import Dimension, Set, Strength, dimension_rule, read
from handrail.identify.instruments.definition import further, indicator_words, indicators

ALL = indicators()
CODE = st.sampled_from([each.code for each in ALL])


@pytest.mark.parametrize(
    ("strengths", "rule"),
    [
        ("", ""),
        ("S", ""),
        ("SS", "R1"),
        ("SM", "R2"),
        ("SW", "R2"),
        ("M", ""),
        ("MM", ""),
        ("MMM", "R3"),
        ("MMW", "R4"),
        ("MW", ""),
        ("MWWW", ""),
        ("W", ""),
        ("WWWWW", ""),
    ],
)
def test_r1_to_r4(strengths: str, rule: str) -> None:
    assert dimension_rule(Strength(each) for each in strengths) == rule


@pytest.mark.parametrize(
    ("which", "sizes", "strong", "weak"),
    [
        (Set.ADULT_LABOUR, (10, 10, 16, 9, 15, 7), (1, 1, 0, 1, 4, 0), (1, 0, 2, 1, 1, 2)),
        (Set.CHILD_LABOUR, (10, 10, 15, 8, 15, 7), (2, 4, 0, 1, 8, 0), (0, 0, 0, 0, 0, 0)),
    ],
)
def test_the_lists_have_the_published_counts(
    which: Set, sizes: tuple[int, ...], strong: tuple[int, ...], weak: tuple[int, ...]
) -> None:
    def counts(strength: Strength | None) -> tuple[int, ...]:
        found = Counter(
            each.dimension
            for each in ALL
            if which in each.strengths and strength in (None, each.strengths[which])
        )
        return tuple(found[dimension] for dimension in Dimension)

    assert (counts(None), counts(Strength.STRONG), counts(Strength.WEAK)) == (sizes, strong, weak)


@given(st.sets(CODE), st.sets(CODE), st.sampled_from(Set))
def test_one_more_indicator_never_makes_a_dimension_less(
    present: set[str], more: set[str], which: Set
) -> None:
    fewer, further_on = read(ALL, which, present), read(ALL, which, present | more)
    for before, after in zip(fewer.readings, further_on.readings, strict=True):
        assert not before.positive or after.positive
    assert not fewer.indicated or further_on.indicated
    assert set(fewer.forced_labour) <= set(further_on.forced_labour)


@given(st.sets(CODE), st.sampled_from(Set))
def test_what_was_not_asked_is_not_absent(present: set[str], which: Set) -> None:
    everything = {each.code for each in ALL}
    assert all(each.positive is not False for each in read(ALL, which, present).readings)
    asked = read(ALL, which, present, everything - present)
    assert all(each.positive is not None for each in asked.readings)


def test_adults_exploitation_and_any_means_dimension() -> None:
    exploited = {"ex.hours", "ex.salary"}
    assert read(ALL, Set.ADULT_LABOUR, exploited).indicated is None
    held = read(ALL, Set.ADULT_LABOUR, exploited | {"cd.documents", "cd.debt"})
    assert (held.indicated, held.strong) == (True, False)
    deceived = read(ALL, Set.ADULT_LABOUR, exploited | {"cd.documents", "cd.debt", "dr.job", "dr.wages"})
    assert (deceived.indicated, deceived.strong) == (True, True)


def test_children_exploitation_and_an_act() -> None:
    exploited = {"ex.hours", "ex.salary"}
    assert read(ALL, Set.CHILD_LABOUR, exploited, act=True).indicated is True
    assert read(ALL, Set.CHILD_LABOUR, exploited).indicated is None


def test_sexual_sets_take_exploitation_as_an_established_fact() -> None:
    held = {"cd.documents", "cd.debt"}
    assert read(ALL, Set.ADULT_SEXUAL, held).indicated is None
    assert read(ALL, Set.ADULT_SEXUAL, held, exploited=True).indicated is True
    assert read(ALL, Set.ADULT_LABOUR, held, exploited=True).indicated is None


def test_means_without_exploitation_do_not_exclude_anybody() -> None:
    assert read(ALL, Set.ADULT_LABOUR, {"cd.documents", "cd.debt"}).indicated is None


def test_the_further_lists_bear_on_facts_that_there_are() -> None:
    assert {name: len(codes) for name, codes in further().items()} == {
        "maritime": 15,
        "online_child": 10,
        "scam_compound": 15,
    }
    for codes in further().values():
        for code, shows in codes.items():
            assert set(shows) <= set(CODES), code
            assert indicator_words()[code]


@pytest.mark.parametrize(
    ("child", "sexual", "which"), [(0, 0, "AL"), (1, 0, "CL"), (0, 1, "AS"), (1, 1, "CS")]
)
def test_the_set_follows_from_age_and_kind(child: int, sexual: int, which: str) -> None:
    assert Set.of(child=bool(child), sexual=bool(sexual)).value == which


def test_one_of_each_strength_is_enough() -> None:
    assert dimension_rule([Strength.STRONG, Strength.MEDIUM, Strength.WEAK]) == dimension_rule(
        [Strength.STRONG, Strength.MEDIUM]
    )


def test_where_all_was_asked_and_nothing_seen_no_dimension_is_positive() -> None:
    found = read(ALL, Set.ADULT_LABOUR, set(), {each.code for each in ALL})
    assert {each.positive for each in found.readings} == {False}
