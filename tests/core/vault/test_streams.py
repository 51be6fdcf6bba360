"""Sealed files: whole and in order, or refused."""

from __future__ import annotations

import io
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.vault.problems import Damaged
from handrail.core.vault.streams import CHUNK_BYTES, TAG_BYTES, opened_chunks, sealed_chunks

KEY = os.urandom(32)
HEADER = 40
STEP = CHUNK_BYTES + TAG_BYTES
SIZES = [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES, 3 * CHUNK_BYTES + 17]


def sealed(plain: bytes, *place: str) -> bytes:
    return b"".join(sealed_chunks(io.BytesIO(plain), KEY, *(place or ("a",))))


def opened(data: bytes, *place: str) -> bytes:
    return b"".join(opened_chunks(io.BytesIO(data), KEY, *(place or ("a",))))


class Trickle:
    """A stream that gives a few bytes at a time, as a slow upload does."""

    def __init__(self, data: bytes) -> None:
        self._data = io.BytesIO(data)

    def read(self, size: int, /) -> bytes:
        return self._data.read(min(size, 1_001))


@pytest.mark.parametrize("size", SIZES)
def test_a_file_of_any_size_comes_back(size: int) -> None:
    plain = os.urandom(size)
    assert opened(sealed(plain)) == plain
    assert b"".join(opened_chunks(Trickle(sealed(plain)), KEY, "a")) == plain
    assert opened(b"".join(sealed_chunks(Trickle(plain), KEY, "a"))) == plain


@pytest.mark.parametrize("size", SIZES)
def test_a_file_cut_at_a_chunk_or_anywhere_is_damage(size: int) -> None:
    data = sealed(b"x" * size)
    cuts = {HEADER + STEP * n for n in range(size // CHUNK_BYTES + 1)} | {0, 5, HEADER, len(data) - 1}
    for cut in sorted(cuts - {len(data)}):
        with pytest.raises(Damaged):
            opened(data[:cut])


@given(st.data())
def test_one_changed_byte_anywhere_is_damage(data: st.DataObject) -> None:
    broken = bytearray(sealed(b"x" * (CHUNK_BYTES + 100)))
    regions = [
        (0, 7),
        (8, 39),
        (40, 40 + 100),
        (HEADER + STEP - 16, HEADER + STEP - 1),
        (HEADER + STEP, len(broken) - 1),
    ]
    at = data.draw(st.one_of([st.integers(low, high) for low, high in regions]))
    broken[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Damaged):
        opened(bytes(broken))


def test_chunks_swapped_repeated_left_out_or_added_are_damage() -> None:
    data = sealed(os.urandom(3 * CHUNK_BYTES + 5))
    header, rest = data[:HEADER], data[HEADER:]
    a, b, c, d = rest[:STEP], rest[STEP : 2 * STEP], rest[2 * STEP : 3 * STEP], rest[3 * STEP :]
    for chunks in (
        [b, a, c, d],
        [a, a, b, c, d],
        [a, c, d],
        [a, b, c, d, d],
        [d],
        [a, b, c],
        [a, b, c, d, b"x"],
    ):
        with pytest.raises(Damaged):
            opened(header + b"".join(chunks))


def test_chunks_of_two_files_do_not_mix() -> None:
    one, two = sealed(b"1" * 2 * CHUNK_BYTES), sealed(b"2" * 2 * CHUNK_BYTES)
    with pytest.raises(Damaged):
        opened(one[: HEADER + STEP] + two[HEADER + STEP :])


def test_a_file_opens_in_its_own_place_only() -> None:
    with pytest.raises(Damaged):
        opened(sealed(b"x", "file", "rin"), "file", "dara")


def test_what_came_before_the_damage_was_true() -> None:
    data = bytearray(sealed(b"1" * CHUNK_BYTES + b"2" * CHUNK_BYTES + b"3"))
    data[HEADER + STEP] ^= 1
    chunks = opened_chunks(io.BytesIO(bytes(data)), KEY, "a")
    assert next(chunks) == b"1" * CHUNK_BYTES
    with pytest.raises(Damaged):
        next(chunks)
