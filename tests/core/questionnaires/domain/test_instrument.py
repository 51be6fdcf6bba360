"""Scores are what was published, nothing is filled in, and a bad file says where it is bad."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.questionnaires.domain.instrument import InstrumentProblem, Use, read, score
from handrail.protect.health.instruments import instruments

SHOWN = sorted(id for id, each in instruments().items() if each.use is Use.ITEMS)
GOOD: dict[str, Any] = {
    "title": "T",
    "about": "A",
    "use": "items",
    "items": [{"id": "1", "text": "x"}, {"id": "2", "text": "y"}],
    "answers": [[0, "no"], [1, "yes"]],
    "lowest": 0,
    "highest": 2,
    "bands": [{"from": 0, "words": "low", "positive": False}, {"from": 2, "words": "high", "positive": True}],
    "notice": "n",
    "source": "s",
    "verified": True,
}


def answered(id: str, value: int) -> dict[str, int]:
    tool = instruments()[id]
    return {item.id: (1 if item.id == tool.gate else value) for item in tool.items}


@pytest.mark.parametrize("id", SHOWN)
def test_the_lowest_and_the_highest_score_are_the_published_ones(id: str) -> None:
    tool = instruments()[id]
    values = [value for value, _words in tool.answers]
    assert score(tool, answered(id, min(values))).score == tool.lowest
    assert score(tool, answered(id, max(values))).score == tool.highest


@given(st.lists(st.integers(0, 3), min_size=9, max_size=9))
def test_phq_9_adds_up_falls_into_its_bands_and_item_nine_opens_the_safety_path(given_: list[int]) -> None:
    tool = instruments()["phq-9"]
    scored = score(tool, {str(n + 1): value for n, value in enumerate(given_)})
    assert scored.score == sum(given_)
    band = tool.band(scored.score)
    names = {0: "none to minimal", 5: "mild", 10: "moderate", 15: "moderately severe", 20: "severe"}
    lowest = max(start for start in names if start <= scored.score)
    assert band is not None and band.words == names[lowest] and band.positive == (scored.score >= 10)
    assert (scored.flags == ("self-harm",)) is (given_[8] > 0)


@pytest.mark.parametrize(
    "id, last_negative, first_positive",
    [("phq-2", 2, 3), ("gad-7", 9, 10), ("pc-ptsd-5", 2, 3), ("srq-20", 7, 8), ("hscl-25", 1.74, 1.75)],
)
def test_the_cut_offs_are_the_published_ones(id: str, last_negative: float, first_positive: float) -> None:
    low, high = instruments()[id].band(last_negative), instruments()[id].band(first_positive)
    assert low is not None and not low.positive and high is not None and high.positive


def test_well_being_is_the_other_way_round() -> None:
    tool = instruments()["who-5"]
    assert [tool.band(score).positive for score in (0, 28, 50, 51, 100)] == [True, True, True, False, False]  # type: ignore[union-attr]


def test_without_exposure_the_trauma_screen_ends_with_nothing() -> None:
    tool = instruments()["pc-ptsd-5"]
    assert score(tool, {"trauma": 0}).score == 0
    assert score(tool, {"trauma": 0, "1": 1}).score == 0
    with pytest.raises(InstrumentProblem, match="1 has no answer"):
        score(tool, {"trauma": 1})


def test_nothing_is_filled_in_and_nothing_foreign_is_taken() -> None:
    tool = instruments()["phq-2"]
    with pytest.raises(InstrumentProblem, match="2 has no answer"):
        score(tool, {"1": 0})
    with pytest.raises(InstrumentProblem, match="4 is no answer"):
        score(tool, {"1": 0, "2": 4})


@pytest.mark.parametrize(
    "change, words",
    [
        ({"title": None}, "title is missing"),
        ({"highest": 3}, "not what its items add up to"),
        ({"gate": "9"}, "9 is none of its items"),
        ({"items": []}, "shows its items"),
        ({"bands": GOOD["bands"][::-1]}, "from the lowest to the highest"),
    ],
)
def test_a_bad_file_says_where(change: dict[str, Any], words: str) -> None:
    said = {name: value for name, value in {**GOOD, **change}.items() if value is not None}
    with pytest.raises(InstrumentProblem, match=words):
        read("t", said, place="file.yaml")
    assert read("t", GOOD, place="file.yaml").items


def test_only_tools_that_may_be_reproduced_show_their_items_and_all_have_a_notice() -> None:
    assert SHOWN == ["gad-7", "pc-ptsd-5", "phq-2", "phq-9"]
    assert all(tool.notice and tool.source for tool in instruments().values())
