"""Exact tokens: what counts as the same name, telephone or document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.vault.domain.tokens import (
    document_token,
    folded,
    joined_pairs,
    phone_token,
    ways_to_join,
    words,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rin SUWANNAMALI", "rin suwannamali"),
        ("Ｒｉｎ", "Rin"),  # full-width letters
        ("สม\u200bชาย", "สมชาย"),  # a zero-width space between Thai syllables
        ("O'Campo", "Ocampo"),
        ("  Rin\t Suwannamali ", "Rin Suwannamali"),
        ("Nguye\u0302\u0303n", "Nguyễn"),  # composed and decomposed
    ],
)
def test_spellings_that_only_computers_tell_apart_are_one_name(one: str, other: str) -> None:
    assert words(one) == words(other)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Than Dar Aung", ("than", "dar", "aung")),
        ("Srey-Mom", ("srey", "mom")),
        ("ស្រី មុំ", ("ស្រី", "មុំ")),
        ("သန်းဒါ", ("သန်းဒါ",)),
        ("王 小明", ("王", "小明")),
        ("...", ()),
        ("", ()),
    ],
)
def test_a_name_in_any_script_is_its_words(name: str, expected: tuple[str, ...]) -> None:
    assert words(name) == expected


@pytest.mark.parametrize(
    "written",
    ["081-555-0192", "+66 81 555 0192", "0066815550192", "๐๘๑-๕๕๕-๐๑๙๒", "(081) 5550192", "៨១៥៥៥០១៩២"],
)
def test_a_telephone_is_found_however_it_was_written(written: str) -> None:
    assert phone_token(written) == "15550192"


@pytest.mark.parametrize("written", ["", "n/a", "1155", "no phone"])
def test_what_is_too_short_for_a_telephone_is_no_telephone(written: str) -> None:
    assert phone_token(written) == ""


def test_documents_are_compared_without_spaces_and_signs() -> None:
    assert document_token("MK 123-456/๗") == document_token("mk1234567") == "mk1234567"


def test_neighbouring_words_are_also_kept_as_one() -> None:
    assert joined_pairs(("than", "dar", "aung")) == ("thandar", "daraung", "thandaraung")
    assert joined_pairs(("than", "dar")) == ("thandar",)
    assert joined_pairs(("than",)) == ()


def test_a_search_tries_each_way_to_join_its_words() -> None:
    assert ways_to_join(("than", "dar", "aung")) == (
        ("than", "dar", "aung"),
        ("thandar", "aung"),
        ("than", "daraung"),
        ("thandaraung",),
    )
    assert ways_to_join(()) == ()


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert words(" ".join(words(text))) == words(text)
