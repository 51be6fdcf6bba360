"""Two people edit one case at the same time."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from handrail.core.cases.domain.merging import merge, same

VALUES = st.dictionaries(
    st.sampled_from("abcd"), st.sampled_from(["", "x", "y", None, ["p", "q"], ["q", "p"]]), max_size=4
)


def after(values: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    return {**values, **changes}


def test_changes_of_different_fields_are_both_kept() -> None:
    merged = merge(seen={"name": "Rin"}, mine={"name": "Rina"}, theirs={"name": "Rin", "phone": "1"})
    assert merged.changes == {"name": "Rina"}
    assert merged.clashes == ()


def test_the_same_field_changed_differently_is_put_to_a_choice() -> None:
    merged = merge(seen={"name": "Rin"}, mine={"name": "Rina"}, theirs={"name": "Rinn"})
    assert merged.changes == {}
    assert [(c.mine, c.theirs) for c in merged.clashes] == [("Rina", "Rinn")]


def test_the_choice_decides() -> None:
    said: dict[str, Any] = {"seen": {"n": "1"}, "mine": {"n": "2"}, "theirs": {"n": "3"}}
    assert merge(**said, mine_wins=["n"]).changes == {"n": "2"}
    kept = merge(**said, theirs_wins=["n"])
    assert (kept.changes, kept.clashes) == ({}, ())


def test_the_same_change_twice_is_no_clash() -> None:
    merged = merge(seen={}, mine={"codes": ["a", "b"]}, theirs={"codes": ["b", "a"]})
    assert (merged.changes, merged.clashes) == ({}, ())


@given(seen=VALUES, mine=VALUES, theirs=VALUES)
def test_no_value_that_somebody_wrote_is_lost_without_a_choice(
    seen: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]
) -> None:
    merged = merge(seen=seen, mine=mine, theirs=theirs)
    for field, value in mine.items():
        written = same(after(theirs, merged.changes).get(field), value)
        asked = any(clash.field == field for clash in merged.clashes)
        assert written or asked
    for field in merged.changes:
        assert same(theirs.get(field), seen.get(field)), "somebody else's change would be overwritten"
