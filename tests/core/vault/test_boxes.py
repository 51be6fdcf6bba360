"""A box opens where it belongs, under its key, unchanged; and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.vault.boxes import Box, binding, new_key, subkey
from handrail.core.vault.problems import Damaged

KEY = new_key()
BOX = Box(KEY)


@given(st.binary(max_size=300), st.lists(st.text(max_size=10), min_size=1, max_size=3))
def test_what_is_sealed_opens_in_its_place(plain: bytes, place: list[str]) -> None:
    assert BOX.open(BOX.seal(plain, *place), *place) == plain


@given(st.data())
def test_one_changed_byte_anywhere_is_damage(data: st.DataObject) -> None:
    sealed = bytearray(BOX.seal(b"Rin Suwannamali", "value", "hr_FullName"))
    at = data.draw(st.integers(0, len(sealed) - 1))
    sealed[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Damaged):
        BOX.open(bytes(sealed), "value", "hr_FullName")


@given(st.data())
def test_a_box_cut_short_or_lengthened_is_damage(data: st.DataObject) -> None:
    sealed = BOX.seal(b"Rin Suwannamali", "value")
    cut = data.draw(st.integers(0, len(sealed) - 1))
    for wrong in (sealed[:cut], sealed + b"\0"):
        with pytest.raises(Damaged):
            BOX.open(wrong, "value")


def test_a_box_does_not_open_in_another_place_or_under_another_key() -> None:
    sealed = BOX.seal(b"Rin", "value", "a", "b")
    for box, place in [
        (BOX, ("value", "ab")),
        (BOX, ("value", "b", "a")),
        (Box(new_key()), ("value", "a", "b")),
    ]:
        with pytest.raises(Damaged):
            box.open(sealed, *place)


@given(
    st.lists(st.text(max_size=6), min_size=1, max_size=4),
    st.lists(st.text(max_size=6), min_size=1, max_size=4),
)
def test_no_two_places_have_the_same_binding(one: list[str], other: list[str]) -> None:
    assert (binding(*one) == binding(*other)) == (one == other)


def test_sealing_twice_gives_different_bytes() -> None:
    assert BOX.seal(b"Rin", "value") != BOX.seal(b"Rin", "value")


def test_each_use_of_a_key_has_a_key_of_its_own() -> None:
    derived = {subkey(KEY, "values"), subkey(KEY, "index"), subkey(KEY, "values", salt=b"1" * 32), KEY}
    assert len(derived) == 4
