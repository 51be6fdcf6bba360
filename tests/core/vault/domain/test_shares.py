"""Two shares are the key; one is chance. What a person types wrongly is told line by line."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from handrail.core.vault.domain.shares import (
    LINES,
    SHEET_SIGNS,
    SIGNS,
    Share,
    ShareProblem,
    join,
    read,
    split,
    write,
)

bytes32 = st.binary(min_size=32, max_size=32)
marks = st.binary(min_size=3, max_size=3)


@given(bytes32, bytes32, marks)
def test_both_sheets_give_the_key_in_either_order(key: bytes, pad: bytes, mark: bytes) -> None:
    one, other = (read("\n".join(write(share))) for share in split(key, pad, mark))
    assert join(one, other) == join(other, one) == key


@given(bytes32, bytes32, bytes32, marks)
def test_one_share_fits_every_key_equally_well(key: bytes, pad: bytes, any_key: bytes, mark: bytes) -> None:
    """For whatever key one likes there is one other share that gives it: one share excludes nothing."""
    for held in split(key, pad, mark):
        needed = bytes(a ^ b for a, b in zip(any_key, held.content, strict=True))
        assert join(held, Share(3 - held.number, mark, needed)) == any_key


@given(bytes32, bytes32, bytes32, marks)
def test_nothing_on_a_sheet_depends_on_the_key_but_through_its_share(
    key: bytes, other_key: bytes, pad: bytes, mark: bytes
) -> None:
    """The same share, whatever key it is of, is written the same."""
    first = split(key, pad, mark)
    same_second = split(
        other_key, bytes(a ^ b for a, b in zip(other_key, first[1].content, strict=True)), mark
    )
    assert write(split(other_key, pad, mark)[0]) == write(first[0])
    assert write(same_second[1]) == write(first[1])


@given(bytes32, bytes32, marks, st.integers(0, SHEET_SIGNS - 1), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_told_with_its_line(
    key: bytes, pad: bytes, mark: bytes, place: int, sign: str
) -> None:
    signs = [sign for line in write(split(key, pad, mark)[0]) for sign in line if sign != "-"]
    assume(signs[place] != sign)
    signs[place] = sign
    try:
        read("".join(signs))
    except ShareProblem as problem:
        assert (problem.code, problem.line) == (
            "wrong-line",
            place // 18 + 1,
        ) or problem.code == "wrong-sheet"
    else:
        pytest.fail("a wrong sheet was taken")


@given(bytes32, bytes32, marks)
def test_two_lines_changed_about_are_noticed(key: bytes, pad: bytes, mark: bytes) -> None:
    lines = write(split(key, pad, mark)[1])
    assume(lines[0] != lines[1])
    with pytest.raises(ShareProblem):
        read("\n".join([lines[1], lines[0], *lines[2:]]))


def test_a_sheet_may_be_typed_carelessly() -> None:
    share = split(b"\x00" * 32, b"\x08" * 32, b"abc")[0]
    written = "\n".join(write(share))
    careless = written.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert read(careless) == share
    assert len(written.splitlines()) == LINES and max(map(len, written.splitlines())) == 22


@pytest.mark.parametrize(
    ("change", "code", "line"),
    [
        (lambda text: text[:-3], "wrong-length", 0),
        (lambda text: "", "wrong-length", 0),
        (lambda text: text + "-00", "wrong-length", 0),
        (lambda text: text.replace(text[0], "%", 1), "wrong-sign", 1),
    ],
)
def test_what_is_no_sheet_is_refused(change: object, code: str, line: int) -> None:
    text = "\n".join(write(split(b"k" * 32, b"p" * 32, b"abc")[0]))
    with pytest.raises(ShareProblem) as caught:
        read(change(text))  # type: ignore[operator]
    assert (caught.value.code, caught.value.line) == (code, line)


def test_sheets_that_do_not_belong_together_are_refused() -> None:
    first, second = split(b"k" * 32, b"p" * 32, b"abc"), split(b"k" * 32, b"q" * 32, b"abd")
    for pair, code in (((first[0], first[0]), "same-share"), ((first[0], second[1]), "other-set")):
        with pytest.raises(ShareProblem) as caught:
            join(*pair)
        assert caught.value.code == code
