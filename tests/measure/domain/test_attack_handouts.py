"""Attacks on what is handed out: all its tables at once."""

from __future__ import annotations

import os
import random
from collections import Counter

from hypothesis import example, given, settings
from hypothesis import strategies as st

from handrail.measure.domain.published import OTHER, TOTAL, Universe, tables
from handrail.measure.domain.suppression import Rule
from handrail.measure.report_source import report_menu
from handrail.measure.snapshot_source import menu
from tests.measure.domain.attacker import Attacker, Key

RULE = Rule(threshold=10, base=5)
# The same few countries each time; others, and many more, under make test-deep.
ATTACKS = settings(max_examples=3, deadline=None, derandomize=not os.environ.get("HANDRAIL_DEEP"))
VALUES = {"form": 5, "sex": 3, "child": 3, "origin": 6, "province": 5, "status": 4}
People = list[dict[str, str]]


def a_quarter(seed: int, people: int) -> People:
    """Invented people of one organisation, most of them in few groups. Who is late has not got there."""
    draw = random.Random(seed)
    weights = {name: [draw.random() ** 3 + 0.01 for _ in range(many)] for name, many in VALUES.items()}
    chance = {name: draw.random() for name in report_menu().handed_measures}
    found: People = []
    for _ in range(people):
        person = {name: str(draw.choices(range(many), weights[name])[0]) for name, many in VALUES.items()}
        for name, likely in chance.items():
            person[name] = "yes" if draw.random() < likely else "no"
        if person["reached_assisted"] == "yes":
            person["late_assisted"] = "no"
        else:
            person["reached_reintegrated"] = "no"
        found.append(person)
    return found


def universe_of(people: People) -> Universe:
    chosen = report_menu()

    def count(*names: str) -> Counter[tuple[str, ...]]:
        return Counter(tuple(person[name] for name in names) for person in people)

    one = (*chosen.one, *chosen.handed_measures)
    return Universe(
        "people", {name: count(name) for name in one}, {pair: count(*pair) for pair in chosen.two}
    )


def know_that_one_holds_another(attacker: Attacker, universe: Universe) -> None:
    """Who is late has not got there; who was reintegrated was assisted: in all, and in every row."""
    for part, whole in (
        (("late_assisted", "yes"), ("reached_assisted", "no")),
        (("reached_reintegrated", "yes"), ("reached_assisted", "yes")),
    ):
        attacker.equal([part, ("not", *part)], whole)
        for row in ("form", "sex", "child"):
            for (value,) in universe.one[row]:
                own = (row, value, *part)
                attacker.equal([own, ("not", *own)], (row, value, *whole))


def attack(people: People) -> tuple[Attacker, dict[Key, int]]:
    """Hand out the whole menu about them; return who has read it all, and the hidden small counts."""
    universe = universe_of(people)
    attacker = Attacker(RULE)
    for table in tables(universe, RULE, menu().fold):
        attacker.believe(table)
    know_that_one_holds_another(attacker, universe)
    truth: dict[Key, int] = {
        (name, key[0]): n for name, line in universe.one.items() for key, n in line.items()
    }
    for (rows, columns), block in universe.two.items():
        truth |= {(rows, key[0], columns, key[1]): n for key, n in block.items()}
    small = {key: truth[key] for key in attacker.hidden if key in truth and RULE.small(truth[key])}
    return attacker, {key: n for key, n in small.items() if OTHER not in key}


@ATTACKS
@given(seed=st.integers(0, 10_000), people=st.sampled_from([15, 40, 150]))
@example(seed=49, people=150)
def test_from_all_tables_together_as_many_counts_fit_a_small_one_as_are_small(seed: int, people: int) -> None:
    attacker, small = attack(a_quarter(seed, people))
    for key, count in small.items():
        low, high = attacker.interval(key)
        assert low - 1e-6 <= count <= high + 1e-6, "the attacker reasons soundly"
        # 0 to 9 is what "hidden" says anyway: nobody may know more.
        assert high - low >= RULE.threshold - 1 - 1e-6, (key, count, low, high)


class OfOneWork(Attacker):
    """The same attacker, who keeps apart which work a number stands in."""

    work = ""

    def _read(self, key: Key, cell: int | None) -> int:
        return super()._read((self.work, *key), cell)


@ATTACKS
@given(seed=st.integers(0, 10_000), people=st.sampled_from([15, 60, 150]))
def test_with_the_snapshots_before_and_after_it_at_least_three_counts_fit_each_small_one(
    seed: int, people: int
) -> None:
    """Where the organisation is alone in its installation, the snapshots are about the same people."""
    quarter = [{**person, "quarter_of_year": "3"} for person in a_quarter(seed, people)]
    before = [
        {**person, "quarter_of_year": str(seed % 2 + 1)} for person in a_quarter(seed + 1, people + seed % 90)
    ]
    chosen, attacker = menu(), OfOneWork(RULE)
    shared = [name for name in chosen.people_one if name in VALUES]
    pairs = [("year", "sex"), ("year", "quarter_of_year")]
    for attacker.work, whom in (("before", before), ("after", before + quarter)):
        told = [{**person, "year": "2026"} for person in whom]
        one = {name: Counter((p[name],) for p in told) for name in ("year", "quarter_of_year", *shared)}
        two = {pair: Counter((p[pair[0]], p[pair[1]]) for p in told) for pair in pairs}
        for table in tables(Universe("people", one, two), RULE, frozenset()):
            attacker.believe(table)
    attacker.work = "handed"
    universe = universe_of(quarter)
    for table in tables(universe, RULE, frozenset()):
        attacker.believe(table)
    for name in shared:
        for (value,) in {*universe.one[name]}:
            attacker.equal([("before", name, value), ("handed", name, value)], ("after", name, value))
    attacker.equal([("before", TOTAL), ("handed", TOTAL)], ("after", TOTAL))
    for name in shared:
        for (value,), count in universe.one[name].items():
            if RULE.small(count):
                low, high = attacker.interval(("handed", name, value))
                assert low - 1e-6 <= count <= high + 1e-6, "the attacker reasons soundly"
                assert high - low >= 2 - 1e-6, (name, value, count, low, high)
