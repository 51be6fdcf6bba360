"""What a person said about an age, and the birthdays that it leaves possible."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.dates import Age, DateProblem, PartialDate, age_between, birth_interval

SPOKEN = [
    ("17", 17, 17),
    (17, 17, 17),
    (17.0, 17, 17),
    ("about 17", 15, 19),
    ("17?", 15, 19),
    ("~17", 15, 19),
    ("15-17", 15, 17),
    ("15 to 17", 15, 17),
    ("16 or 17", 16, 17),
    ("9--17", 9, 17),
    ("9–17", 9, 17),
    ("Age 9-17", 9, 17),
    ("under 18", 0, 17),
    ("<18", 0, 17),
    ("18+", 18, 120),
    ("48+", 48, 120),
    (">18", 19, 120),
    ("minor", 0, 17),
    ("adult", 18, 120),
    ("mid 30s", 34, 36),
    ("teen", 13, 19),
    ("8 months", 0, 0),
    ("30 months", 2, 2),
    ("17 years old", 17, 17),
    ("ប្រហែល 17", 15, 19),
    ("ប្រហែល ១៧ ឆ្នាំ", 15, 19),
    ("ประมาณ ๑๗ ปี", 15, 19),
    ("อายุประมาณ 17 ปี", 15, 19),
    ("17 ปี 6 เดือน", 17, 17),
    ("khoảng 17 tuổi", 15, 19),
    ("17 tahun", 17, 17),
    ("0?", 0, 2),
    ("from 17", 17, 120),
    ("from 15 to 17", 15, 17),
    ("từ 15 đến 17 tuổi", 15, 17),
    ("từ 18 tuổi trở lên", 18, 120),
    ("ระหว่าง 15 ถึง 17 ปี", 15, 17),
    ("น้อยกว่า 18", 0, 17),
    ("อายุน้อยกว่า 18 ปี", 0, 17),
    ("antara 15 dan 17 tahun", 15, 17),
    ("ចន្លោះពី 15 ដល់ 17 ឆ្នាំ", 15, 17),
    ("ក្រោម 18", 0, 17),
    ("15 မှ 17 နှစ်အထိ", 15, 17),
    ("18 နှစ်အောက်", 0, 17),
]


@pytest.mark.parametrize(("said", "low", "high"), SPOKEN)
def test_a_spoken_age_means_these_years(said: object, low: int, high: int) -> None:
    assert Age.parse(said) == Age(low, high)


@pytest.mark.parametrize("said", ["", "x", "-3", "300", "17-15", "a" * 100, "²", None, True, "1717"])
def test_what_is_no_age_is_refused_with_a_way_to_mend_it(said: object) -> None:
    with pytest.raises(DateProblem) as refused:
        Age.parse(said)
    assert refused.value.mend


def test_a_person_who_may_be_a_child_is_not_called_an_adult() -> None:
    assert Age.parse("17").child is True
    assert Age.parse("18").child is False
    assert Age.parse("about 18").child is None


def test_an_age_has_a_band_only_when_all_of_it_lies_inside_one() -> None:
    assert Age.parse("17").band == "9-17"
    assert Age.parse("about 17").band == "unknown"
    assert Age.parse("48+").band == "48+"


AGES = st.tuples(st.integers(0, 99), st.integers(0, 20)).map(lambda pair: Age(pair[0], pair[0] + pair[1]))
DAYS = st.dates(date(2000, 1, 1), date(2050, 12, 31))


@given(AGES)
def test_an_age_is_read_back_from_its_own_text(age: Age) -> None:
    assert Age.parse(age.text) == age


@given(st.text(max_size=20))
def test_any_text_is_an_age_or_a_refusal(text: str) -> None:
    try:
        age = Age.parse(text)
    except DateProblem as refused:
        assert refused.why and refused.mend
    else:
        assert 0 <= age.low <= age.high


@given(AGES, DAYS, st.integers(0, 400))
def test_every_possible_birthday_gives_the_age_back(age: Age, day: date, width: int) -> None:
    on = PartialDate(day, day + timedelta(days=width))
    born = birth_interval(age, on)
    for birthday in (born.earliest, born.latest):
        known = age_between(PartialDate.exact(birthday), on)
        assert known.low <= age.high and age.low <= known.high


@given(AGES, DAYS)
def test_no_day_outside_the_birth_interval_gives_that_age(age: Age, day: date) -> None:
    on = PartialDate.exact(day)
    born = birth_interval(age, on)
    assert age_between(born, on) == age
    assert age_between(PartialDate.exact(born.earliest - timedelta(days=1)), on).low == age.high + 1
    if age.low:
        assert age_between(PartialDate.exact(born.latest + timedelta(days=1)), on).high == age.low - 1


def test_nobody_has_an_age_before_being_born() -> None:
    with pytest.raises(DateProblem) as refused:
        age_between(PartialDate.year(2021), PartialDate.year(2020))
    assert refused.value.code == "age-before-birth"
