"""Who is locked out by whose wrong tries."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from handrail.core.accounts.domain.lockout import FOR_NAME, FROM_ADDRESS, HERE, Locked, Tries, locked

counts = st.integers(0, 200)


@given(counts, counts)
def test_no_number_of_tries_by_strangers_closes_a_browser_that_is_known(address: int, name: int) -> None:
    assert locked(Tries(known=True, here=HERE - 1, from_address=address, for_name=name)) is None


@given(counts, counts)
def test_a_known_browser_that_tries_too_often_is_closed_too(address: int, name: int) -> None:
    assert locked(Tries(known=True, here=HERE, from_address=address, for_name=name)) is Locked.HERE


def test_many_names_from_one_place_are_stopped_though_none_is_tried_often() -> None:
    assert locked(Tries(known=False, here=1, from_address=FROM_ADDRESS)) is Locked.ADDRESS
    assert locked(Tries(known=False, here=1, from_address=FROM_ADDRESS - 1)) is None


def test_one_name_from_many_places_is_stopped_though_none_of_them_tries_often() -> None:
    assert locked(Tries(known=False, here=1, for_name=FOR_NAME)) is Locked.NAME


def test_the_limits_leave_room_for_an_office_behind_one_address() -> None:
    assert FROM_ADDRESS >= 10 * HERE - HERE and FOR_NAME > HERE
