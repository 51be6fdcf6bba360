"""Passwords that somebody who knows this house would guess first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.accounts.domain.passwords import DIFFERENT_LEFT, HOUSE_WORDS, guessable

pytestmark = pytest.mark.pure

ABOUT = ("dao", "Dao Suwan", "Baan Rak shelter", "Northern wing")


@pytest.mark.parametrize(
    "password",
    [
        "Handrail2026!!",
        "PASSWORDPASSWORD",
        "policepolice11",
        "northern-wing-1",
        "SuwanSuwan!!!",
        "ＨＡＮＤＲＡＩＬ1234",
    ],
)
def test_the_house_its_work_or_its_people_with_a_few_signs_are_refused(password: str) -> None:
    assert guessable(password, ABOUT)


@pytest.mark.parametrize(
    "password",
    [
        "police drove green bicycles home",
        "handrail 839201847562",
        "correct horse battery",
        "........aaaaaaaa",
    ],
)
def test_a_word_of_the_house_in_a_password_of_other_words_is_no_harm(password: str) -> None:
    assert not guessable(password, ABOUT)


@given(st.text(alphabet="bcjkmxyz2345678", min_size=12))
def test_no_rule_says_which_kinds_of_signs_a_password_must_have(password: str) -> None:
    assert not guessable(password, ())


@given(st.sampled_from(HOUSE_WORDS), st.text(alphabet="0123456789!?. ", max_size=DIFFERENT_LEFT - 1))
def test_no_few_signs_make_a_word_of_the_house_a_good_password(word: str, added: str) -> None:
    assert guessable(word + added, ())
    assert guessable(added + word.upper(), ())
