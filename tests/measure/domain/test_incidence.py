"""Time to a step among competing outcomes, checked by hand, by a slow exact twin and by textbook formulas."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import combinations_with_replacement
from math import isclose

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from handrail.measure.domain.incidence import Incidence, Share, wilson

people = st.lists(
    st.tuples(st.integers(0, 12), st.sampled_from(["reached", "died", "choice", "waiting"])),
    min_size=1,
    max_size=40,
)


def histogram(rows: list[tuple[int, str]]) -> dict[tuple[int, str], int]:
    return dict(Counter(rows))


# Ten people, worked by hand on paper: S(t-) and n(t) in the comments.
TEN = [
    (2, "reached"),  # n=10 S=1      F=1/10
    (2, "reached"),  # n=10 S=1      F=2/10
    (3, "died"),  #    n=8  S=8/10   S after = 7/10
    (5, "waiting"),  # leaves after the events of day 5
    (5, "reached"),  # n=7  S=7/10   F = 2/10 + 7/10*1/7 = 3/10; S after = 6/10
    (7, "choice"),  #  n=5  S=6/10   S after = 48/100
    (9, "reached"),  # n=4  S=48/100 F = 3/10 + 48/100*1/4 = 42/100; S after = 36/100
    (10, "waiting"),
    (12, "waiting"),
    (12, "waiting"),
]


def test_ten_people_worked_by_hand() -> None:
    way = Incidence(histogram(TEN))
    assert way.n == 10
    assert [way.at(day) for day in (1, 2, 4, 5, 8, 9, 12)] == pytest.approx(
        [0, 0.2, 0.2, 0.3, 0.3, 0.42, 0.42]
    )
    assert way.at(12, "died") == pytest.approx(0.1)
    assert way.at(12, "choice") == pytest.approx(0.12)
    assert way.waiting_at(12) == pytest.approx(0.36)
    # Day 5 by hand: nobody left sight before, so it is 0.3 * 0.7 / 10.
    assert way.variance(5) == pytest.approx(0.021)


def exact_twin(rows: list[tuple[int, str]], upto: int) -> tuple[Fraction, Fraction]:
    """Incidence and variance by multiplying transition matrices, in fractions.

    The covariance follows the recursion of Allignol, Schumacher and Beyersmann (2010) for the states
    waiting=0, reached=1, other=2: what was there moves on by the matrix of the day, which adds its
    multinomial covariance times the square of who was waiting.
    """
    occupied = [Fraction(1), Fraction(0), Fraction(0)]
    covariance = [[Fraction(0)] * 3 for _ in range(3)]
    for day in sorted({d for d, _ in rows if d <= upto}):
        n = sum(1 for d, _ in rows if d >= day)
        moves = [
            Fraction(sum(1 for d, o in rows if d == day and o == "reached"), n),
            Fraction(sum(1 for d, o in rows if d == day and o not in ("reached", "waiting")), n),
        ]
        stay = 1 - sum(moves)
        step = [
            [stay, *moves],
            [Fraction(0), Fraction(1), Fraction(0)],
            [Fraction(0), Fraction(0), Fraction(1)],
        ]
        share = [stay, *moves]
        multinomial = [
            [(share[i] * ((1 if i == j else 0) - share[j])) / n for j in range(3)] for i in range(3)
        ]
        moved = [
            [
                sum(step[a][i] * covariance[a][b] * step[b][j] for a in range(3) for b in range(3))
                for j in range(3)
            ]
            for i in range(3)
        ]
        covariance = [
            [moved[i][j] + occupied[0] ** 2 * multinomial[i][j] for j in range(3)] for i in range(3)
        ]
        occupied = [sum(occupied[a] * step[a][i] for a in range(3)) for i in range(3)]
    return occupied[1], covariance[1][1]


@given(rows=people, day=st.integers(0, 13))
@example(rows=[(1, "died"), (2, "reached")], day=2)  # one person is left, and reaches the step later
def test_the_quick_numbers_are_those_of_the_slow_exact_twin(rows: list[tuple[int, str]], day: int) -> None:
    way = Incidence(histogram(rows))
    share, variance = exact_twin(rows, day)
    assert isclose(way.at(day), share, rel_tol=1e-9, abs_tol=1e-12)
    assert isclose(way.variance(day), variance, rel_tol=1e-9, abs_tol=1e-12)


@given(rows=people, day=st.integers(0, 13))
@example(rows=[(1, "waiting"), (2, "waiting"), (3, "reached"), (4, "waiting")], day=2)
@example(rows=[(1, "waiting"), (2, "reached"), (3, "waiting"), (4, "died"), (5, "waiting")], day=4)
def test_people_lost_from_sight_widen_the_interval_as_far_as_the_exact_variance_says(
    rows: list[tuple[int, str]], day: int
) -> None:
    way = Incidence(histogram(rows))
    share, variance = exact_twin(rows, day)
    if variance > 0:
        number = min(float(share * (1 - share) / variance), float(len(rows)))
    else:
        number = float(sum(1 for seen, outcome in rows if outcome != "waiting" or seen >= day))
    assert isclose(way.effective_number(day), number, rel_tol=1e-9)
    found = way.share_at(day)
    if number:
        assert found is not None
        by_hand = wilson(float(share) * number, number)
        assert (found.low, found.high) == pytest.approx((by_hand.low, by_hand.high), abs=1e-9)
    else:
        assert found is None


@given(rows=people, day=st.integers(0, 13))
def test_every_person_is_somewhere(rows: list[tuple[int, str]], day: int) -> None:
    way = Incidence(histogram(rows))
    shares = [way.at(day, outcome) for outcome in way.outcomes]
    assert all(share >= 0 for share in shares)
    assert sum(shares) <= 1 + 1e-12
    assert isclose(sum(shares) + way.waiting_at(day), 1, abs_tol=1e-12)


finished = st.lists(
    st.tuples(st.integers(0, 12), st.sampled_from(["reached", "died", "choice"])), min_size=1, max_size=60
)


@given(rows=finished, day=st.integers(0, 13))
def test_when_nobody_waits_it_is_the_plain_share_with_wilsons_interval(
    rows: list[tuple[int, str]], day: int
) -> None:
    way = Incidence(histogram(rows))
    reached = sum(1 for d, outcome in rows if outcome == "reached" and d <= day)
    share = reached / len(rows)
    assert isclose(way.at(day), share, abs_tol=1e-12)
    assert isclose(way.variance(day), share * (1 - share) / len(rows), abs_tol=1e-12)
    plain = wilson(reached, len(rows))
    found = way.share_at(day)
    assert found is not None
    assert (found.share, found.low, found.high) == pytest.approx(
        (plain.share, plain.low, plain.high), abs=1e-9
    )


@given(rows=people, day=st.integers(0, 13))
def test_the_interval_holds_the_share_and_stays_between_nobody_and_everybody(
    rows: list[tuple[int, str]], day: int
) -> None:
    way = Incidence(histogram(rows))
    found = way.share_at(day)
    if found is not None:
        assert 0 <= found.low <= found.share <= found.high <= 1
        assert found.low < found.high
        assert way.effective_number(day) <= way.n


def kaplan_meier(rows: list[tuple[int, str]], day: int) -> tuple[float, float]:
    """Survival and Greenwood's variance as every textbook prints them."""
    survival, total = 1.0, 0.0
    for t in sorted({d for d, outcome in rows if outcome != "waiting" and d <= day}):
        n = sum(1 for d, _ in rows if d >= t)
        d = sum(1 for other, outcome in rows if other == t and outcome != "waiting")
        survival *= 1 - d / n
        total += d / (n * (n - d)) if n > d else 0.0
    return survival, survival**2 * total


@given(
    rows=st.lists(
        st.tuples(st.integers(0, 12), st.sampled_from(["reached", "waiting"])), min_size=1, max_size=40
    ),
    day=st.integers(0, 13),
)
def test_with_one_outcome_it_is_kaplan_meier_with_greenwoods_variance(
    rows: list[tuple[int, str]], day: int
) -> None:
    way = Incidence(histogram(rows))
    survival, variance = kaplan_meier(rows, day)
    assert isclose(1 - way.at(day), survival, abs_tol=1e-9)
    if survival > 0:
        assert isclose(way.variance(day), variance, rel_tol=1e-9, abs_tol=1e-12)


def test_wilson_is_the_interval_of_the_textbook() -> None:
    # Newcombe (1998), Statistics in Medicine 17:857, method 3: 81 of 263 and 15 of 148.
    assert wilson(81, 263) == Share(
        81 / 263, pytest.approx(0.2553, abs=5e-5), pytest.approx(0.3662, abs=5e-5)
    )  # type: ignore[arg-type]
    assert wilson(15, 148) == Share(
        15 / 148, pytest.approx(0.0624, abs=5e-5), pytest.approx(0.1605, abs=5e-5)
    )  # type: ignore[arg-type]
    assert wilson(0, 20).low == 0 and wilson(0, 20).high == pytest.approx(0.1611, abs=5e-5)


def test_a_share_stays_between_nobody_and_everybody_whatever_rounding_did() -> None:
    assert wilson(20 + 1e-9, 20).share == wilson(20 + 1e-9, 20).high == 1
    assert wilson(20, 20).low == pytest.approx(1 - 0.1611, abs=5e-5)
    assert wilson(-1e-9, 20).share == wilson(-1e-9, 20).low == 0


def test_a_share_of_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="nobody"):
        wilson(0, 0)
    assert Incidence({}).share_at(30) is None


def test_counts_below_zero_are_refused() -> None:
    with pytest.raises(ValueError, match="counted from 0"):
        Incidence({(3, "reached"): -1})


def test_the_median_is_the_day_by_which_half_got_there_and_not_a_guess() -> None:
    assert Incidence({(3, "reached"): 5, (9, "waiting"): 5}).median() == 3
    assert Incidence({(3, "reached"): 4, (9, "waiting"): 5}).median() is None
    assert Incidence({}).median() is None


def test_a_median_that_is_half_only_up_to_rounding_counts() -> None:
    rows = {(day, "reached"): 1 for day in range(1, 50)} | {(60, "waiting"): 49}
    assert Incidence(rows).median() == 49


def test_the_curve_ends_where_the_last_person_is_still_waiting() -> None:
    assert Incidence({(3, "reached"): 1, (9, "waiting"): 1}).known_until() == 9
    assert Incidence({(3, "reached"): 1, (9, "waiting"): 1, (12, "waiting"): 1}).known_until() == 12
    assert Incidence({(3, "reached"): 1, (9, "waiting"): 1, (12, "died"): 1}).known_until() is None
    assert Incidence({(3, "reached"): 1, (9, "died"): 1}).known_until() is None
    assert Incidence({}).known_until() == -1


def simulate(rng: np.random.Generator, size: int) -> Incidence:
    """People who reach the step (two in three), leave otherwise, or are still waiting when seen."""
    when = rng.exponential(20 / 1.5, size).astype(int)
    outcome = np.where(rng.random(size) < 2 / 3, "reached", "died")
    seen = rng.integers(5, 60, size)
    days = np.minimum(when, seen)
    return Incidence(
        Counter(zip(days.tolist(), np.where(when <= seen, outcome, "waiting").tolist(), strict=True))
    )


@pytest.mark.parametrize("size", [40, 200])
def test_the_interval_holds_the_truth_about_as_often_as_it_says(size: int) -> None:
    rng = np.random.default_rng(20261124)
    truth = 2 / 3 * (1 - np.exp(-1.5 / 20 * 21))  # days are cut to whole ones: day 20 ends at 21
    held = [
        found.low <= truth <= found.high
        for found in (simulate(rng, size).share_at(20) for _ in range(1500))
        if found is not None
    ]
    # 1,500 worlds: the share that hold the truth is known to about 1.1 points at two standard errors.
    assert 0.935 <= np.mean(held) <= 0.97


@settings(max_examples=30)
@given(rows=people)
def test_the_same_people_counted_in_another_order_give_the_same_numbers(rows: list[tuple[int, str]]) -> None:
    one, other = Incidence(histogram(rows)), Incidence(histogram(rows[::-1]))
    assert np.array_equal(one.curve(), other.curve())


def by_handing_on(rows: list[tuple[int, str]], day: int, outcome: str) -> Fraction:
    """The share with an outcome, person by person and without any survival curve.

    Everybody weighs 1/n. Whoever is lost from sight hands their weight on, in equal parts, to everybody who
    was seen longer; whoever had an outcome keeps it (Efron's redistribution to the right, for each outcome).
    """
    order = sorted(rows, key=lambda row: (row[0], row[1] == "waiting"))
    weight = [Fraction(1, len(order))] * len(order)
    for place, (_, what) in enumerate(order):
        later = len(order) - place - 1
        if what == "waiting" and later:
            share, weight[place] = weight[place] / later, Fraction(0)
            weight[place + 1 :] = [each + share for each in weight[place + 1 :]]
    return sum((w for (d, o), w in zip(order, weight, strict=True) if o == outcome and d <= day), Fraction(0))


@given(rows=people, day=st.integers(0, 13), outcome=st.sampled_from(["reached", "died", "choice"]))
def test_whoever_is_lost_from_sight_hands_their_weight_on_to_those_seen_longer(
    rows: list[tuple[int, str]], day: int, outcome: str
) -> None:
    found = Incidence(histogram(rows)).at(day, outcome)
    assert isclose(found, by_handing_on(rows, day, outcome), rel_tol=1e-9, abs_tol=1e-12)


# Every way in which three people can fare on days 0 to 2, in two outcomes or none yet.
FATES = [(day, what) for day in range(3) for what in ("reached", "died", "waiting")]


def test_every_fate_of_three_people_one_by_one() -> None:
    for fates in combinations_with_replacement(FATES, 3):
        rows = list(fates)
        way = Incidence(histogram(rows))
        for day in range(3):
            share, variance = exact_twin(rows, day)
            assert isclose(way.at(day), share, abs_tol=1e-12), (rows, day)
            assert isclose(way.at(day), by_handing_on(rows, day, "reached"), abs_tol=1e-12), (rows, day)
            assert isclose(way.variance(day), variance, abs_tol=1e-12), (rows, day)
