"""Attacks on the published snapshot: all its tables at once, and two of them in a row."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from itertools import combinations_with_replacement

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handrail.measure.domain.published import OTHER, OUTCOMES_SHOWN, Table, Universe, tables
from handrail.measure.domain.suppression import Rule
from handrail.measure.snapshot_source import menu
from tests.measure.domain.attacker import Attacker, Key

RULE = Rule(threshold=10, base=5)
# How many values each variable has; the shapes of the menu are the real ones.
VALUES = {
    "year": 6,
    "quarter_of_year": 4,
    "agency": 5,
    "province": 5,
    "origin": 6,
    "sex": 4,
    "age_band": 5,
    "purpose": 4,
}
People = list[dict[str, str]]


def a_country(seed: int, people: int) -> People:
    """Invented people, most of them in few groups, so that the rest of the groups are small."""
    draw = random.Random(seed)
    weights = {name: [draw.random() ** 3 + 0.01 for _ in range(many)] for name, many in VALUES.items()}
    stood = [draw.random() ** 2 + 0.01 for _ in OUTCOMES_SHOWN]
    return [
        {name: str(draw.choices(range(many), weights[name])[0]) for name, many in VALUES.items()}
        | {"outcome": draw.choices(OUTCOMES_SHOWN, stood)[0]}
        for _ in range(people)
    ]


def counted(people: People, of: str, one: Sequence[str], two: Sequence[tuple[str, str]]) -> Universe:
    def value(person: dict[str, str], name: str) -> str:
        return ("missed" if person["outcome"] == "missed" else "rest") if name == "missed" else person[name]

    def count(*names: str) -> Counter[tuple[str, ...]]:
        return Counter(tuple(value(person, name) for name in names) for person in people)

    return Universe(of, {name: count(name) for name in one}, {pair: count(*pair) for pair in two})


def attack(people: People) -> tuple[Attacker, dict[Key, int]]:
    """Publish the whole menu about them; return who has read it all, and the hidden small counts."""
    chosen = menu()
    detected = counted(people, "people", chosen.people_one, chosen.people_two)
    at_step = counted(people, "screened", chosen.steps_one, chosen.steps_two)
    attacker = Attacker(RULE)
    for universe in (detected, at_step):
        for table in tables(universe, RULE, chosen.fold):
            attacker.believe(table)
    attacker.equal([("outcome", "missed")], ("missed", "missed"))
    attacker.equal([("outcome", name) for name in OUTCOMES_SHOWN if name != "missed"], ("missed", "rest"))
    truth: dict[Key, int] = {}
    for universe in (detected, at_step):
        truth |= {(name, key[0]): n for name, line in universe.one.items() for key, n in line.items()}
        for (rows, columns), block in universe.two.items():
            truth |= {(rows, key[0], columns, key[1]): n for key, n in block.items()}
    small = {key: truth[key] for key in attacker.hidden if key in truth and RULE.small(truth[key])}
    return attacker, {key: n for key, n in small.items() if OTHER not in key}


@settings(max_examples=3, deadline=None)
@given(seed=st.integers(0, 10_000), people=st.sampled_from([40, 200]))
def test_no_small_count_is_known_to_within_the_threshold_from_all_tables_together(
    seed: int, people: int
) -> None:
    attacker, small = attack(a_country(seed, people))
    for key, count in small.items():
        low, high = attacker.interval(key)
        assert low - 1e-6 <= count <= high + 1e-6, "the attacker reasons soundly"
        assert high - low > RULE.threshold - 0.01, (key, count, low, high)


def test_the_attack_works_where_only_the_small_count_itself_is_hidden() -> None:
    attacker = Attacker(RULE)
    cells = ((None, 40, 45), (50, 60, 110), (55, 100, 155))  # 3 people where it says None
    attacker.believe(Table("x", "people", "sex", "purpose", ("a", "b"), ("c", "d"), cells))
    low, high = attacker.interval(("sex", "a", "purpose", "c"))
    assert (low, high) == pytest.approx((1, 9))


def shown(count: int) -> int | None:
    return None if RULE.small(count) else RULE.rounded(count)


@pytest.mark.parametrize("most", [60])
def test_two_snapshots_subtracted_never_tell_how_many_came_between_but_where_there_is_nobody(
    most: int,
) -> None:
    """For every pair of counts that look alike in two snapshots, at least three differences fit."""
    fitting: dict[tuple[int | None, int | None], set[int]] = {}
    for before, after in combinations_with_replacement(range(most + 10), 2):
        fitting.setdefault((shown(before), shown(after)), set()).add(after - before)
    for (before_shown, after_shown), differences in fitting.items():
        whole = (before_shown or 0) <= most and (after_shown or 0) <= most
        if whole and (before_shown, after_shown) != (0, 0):
            assert len(differences) >= 3, (before_shown, after_shown, differences)
