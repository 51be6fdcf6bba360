"""What stands between a person and a service: nothing that is not known, and no cooperation."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from handrail.protect.services.domain.fit import SOFT, Bar, Seeker, bars, rank


@dataclass(frozen=True)
class Offered:
    sexes: tuple[str, ...] = ()
    age_from: int | None = None
    age_to: int | None = None
    nationalities: tuple[str, ...] = ()
    free: int | None = None
    asks_cooperation: bool | None = None


ages = st.none() | st.integers(0, 100)
seekers = st.builds(
    Seeker,
    sex=st.sampled_from(["", "unknown", "female", "male", "other"]),
    youngest=ages,
    oldest=ages,
    nationalities=st.frozensets(st.sampled_from(["KH", "MM", "VN"])),
)
offers = st.builds(
    Offered,
    sexes=st.lists(st.sampled_from(["female", "male", "other"]), unique=True).map(tuple),
    age_from=ages,
    age_to=ages,
    nationalities=st.lists(st.sampled_from(["KH", "MM", "TH"]), unique=True).map(tuple),
    free=st.none() | st.integers(0, 3),
    asks_cooperation=st.none() | st.booleans(),
)


@given(offers)
def test_nothing_stands_in_the_way_of_somebody_of_whom_nothing_is_known_but_the_service_itself(
    offer: Offered,
) -> None:
    assert set(bars(offer, Seeker())) <= SOFT


@given(offers, seekers)
def test_a_condition_of_cooperation_shuts_nobody_out(offer: Offered, seeker: Seeker) -> None:
    asking, free = replace(offer, asks_cooperation=True), replace(offer, asks_cooperation=False)
    assert set(bars(asking, seeker)) - {Bar.COOPERATION} == set(bars(free, seeker))
    assert Bar.COOPERATION in SOFT and rank(asking, seeker)[0] == rank(free, seeker)[0]


@given(offers, seekers)
def test_who_asks_nothing_stands_above_who_asks_for_cooperation(offer: Offered, seeker: Seeker) -> None:
    assert rank(replace(offer, asks_cooperation=False), seeker) < rank(
        replace(offer, asks_cooperation=True), seeker
    )


def test_each_bar_by_itself() -> None:
    girl = Seeker(sex="female", youngest=15, oldest=16, nationalities=frozenset({"KH"}))
    assert bars(Offered(sexes=("male",)), girl) == (Bar.SEX,)
    assert bars(Offered(age_from=17), girl) == (Bar.AGE,)
    assert bars(Offered(age_from=16), girl) == ()
    assert bars(Offered(age_to=14), girl) == (Bar.AGE,)
    assert bars(Offered(age_to=15), girl) == ()
    assert bars(Offered(nationalities=("TH",)), girl) == (Bar.NATIONALITY,)
    assert bars(Offered(nationalities=("TH", "KH")), girl) == ()
    assert bars(Offered(free=0), girl) == (Bar.FULL,)
