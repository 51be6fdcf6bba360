"""The comparison of load and soak finds what was lost, written twice or made up, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from benchmarks.client import form_with, theirs
from benchmarks.ledger import NOT_SENT, Edit, Found, Goal, Ledger, Note, Opening, Sheet, Step, compare

pytestmark = pytest.mark.pure

BEFORE = {"a": Found(4, {"name": "Rin"}, ("Met at the post.",))}
NOW = {
    "a": Found(
        6,
        {"name": "Rin C"},
        ("Met at the post.", "Note 1", "Paper 1"),
        {"screened": ("2026-08-01", "Paper 1")},
        {"screened": "2026-08-01"},
        {"core:case:changed": 2, "core:entry:added": 2},
    ),
    "b": Found(1),
}
NAMES = {"Zo one": 1, "Mala": 1, "Suda": 1}


def ledger() -> Ledger:
    return Ledger(
        edits=[Edit("a", "name", "Rin", "Rin B"), Edit("a", "name", "Rin B", "Rin C")],
        notes=[Note("a", "Note 1")],
        steps=[Step("a", "screened", "2026-08-01", "Paper 1")],
        openings=[Opening("Zo one", "b")],
        sheets=[Sheet("run", "done", ("Mala", "Suda"))],
    )


def faults(of: Ledger, now: dict[str, Found] | None = None, names: dict[str, int] | None = None) -> list[str]:
    return list(compare(of, BEFORE, NOW if now is None else now, NAMES if names is None else names).faults)


def with_case(**changes: object) -> dict[str, Found]:
    return {**NOW, "a": replace(NOW["a"], **changes)}  # type: ignore[arg-type]


def test_a_house_that_kept_everything_has_no_fault() -> None:
    told = compare(ledger(), BEFORE, NOW, NAMES)
    assert told.faults == ()
    assert (told.known, told.unknown, told.unknown_in) == (5, 0, 0)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_edits_are_a_chain_in_whatever_order_their_answers_came(order: tuple[int, ...]) -> None:
    edits = [
        Edit("a", "name", "Rin", "Rin B"),
        Edit("a", "name", "Rin B", "Rin X"),
        Edit("a", "name", "Rin X", "Rin C"),
    ]
    of = ledger()
    of.edits = [edits[place] for place in order]
    events = {"core:case:changed": 3, "core:entry:added": 2}
    assert faults(of, with_case(version=7, events=events)) == []


def test_an_edit_that_another_overwrote_without_seeing_it_is_a_lost_update() -> None:
    of = ledger()
    of.edits[1] = Edit("a", "name", "Rin", "Rin C")  # its writer saw the value before the first edit
    found = faults(of)
    assert any("“Rin B” was acknowledged, and overwritten unseen" in one for one in found)


def test_an_edit_that_never_got_in_is_a_fault_although_its_version_moved() -> None:
    found = faults(ledger(), with_case(values={"name": "Rin B"}))
    assert any("“Rin C” was acknowledged" in one for one in found)
    assert any("1 edits are in, and its version moved by 2" in one for one in found)


def test_an_edit_that_moved_the_version_twice_is_a_fault() -> None:
    assert faults(ledger(), with_case(version=7)) == ["case a: 2 edits are in, and its version moved by 3"]


def test_a_value_that_nobody_wrote_is_a_fault() -> None:
    assert any(
        "leads back to “Somebody”" in one for one in faults(ledger(), with_case(values={"name": "Somebody"}))
    )


def test_two_edits_that_name_each_other_do_not_hold_the_comparison_for_ever() -> None:
    of = ledger()
    of.edits = [Edit("a", "name", "Rin C", "Rin B"), Edit("a", "name", "Rin B", "Rin C")]
    assert any("leads back to" in one for one in faults(of))


def test_a_note_that_is_lost_and_one_that_is_there_twice_are_faults() -> None:
    kept = NOW["a"].notes
    assert any("lost" in one for one in faults(ledger(), with_case(notes=kept[::2])))
    assert any("2 times" in one for one in faults(ledger(), with_case(notes=(*kept, "Note 1"))))


def test_a_write_without_an_answer_may_be_in_or_not_and_never_twice() -> None:
    of = ledger()
    of.notes.append(Note("a", "Note 2", known=False))
    of.edits.append(Edit("a", "name", "Rin C", "Rin D", known=False))
    of.openings.append(Opening("Zo two", known=False))
    out = compare(of, BEFORE, NOW, NAMES)
    assert (out.faults, out.unknown, out.unknown_in) == ((), 3, 0)
    notes = (*NOW["a"].notes, "Note 2")
    events = {"core:case:changed": 3, "core:entry:added": 3}
    now = with_case(version=7, values={"name": "Rin D"}, notes=notes, events=events)
    inside = compare(of, BEFORE, now, {**NAMES, "Zo two": 1})
    assert (inside.faults, inside.unknown_in) == ((), 3)
    assert faults(of, now, {**NAMES, "Zo two": 2}) == ["the case of Zo two: 2 times"]


def test_a_new_case_that_is_lost_or_there_twice_is_a_fault() -> None:
    assert faults(ledger(), names={**NAMES, "Zo one": 0}) == ["the case of Zo one: acknowledged, and lost"]
    assert faults(ledger(), names={**NAMES, "Zo one": 2}) == ["the case of Zo one: 2 times"]
    assert faults(ledger(), {"a": NOW["a"]}) == ["case b: written to, and not there"]


def test_a_step_that_nobody_recorded_and_a_cascade_that_says_otherwise_are_faults() -> None:
    other = with_case(steps={"screened": ("2026-08-02", "Paper 1")})
    assert any("which nobody recorded" in one for one in faults(ledger(), other))
    row = with_case(row={"screened": "2026-07-01"})
    assert faults(ledger(), row) == ["case a, step screened: on 2026-08-01, the cascade says 2026-07-01"]


@pytest.mark.parametrize("action", ["core:case:changed", "core:entry:added"])
@pytest.mark.parametrize("lines", [1, 3])
def test_a_write_without_its_line_in_the_log_and_a_line_without_its_write_are_faults(
    action: str, lines: int
) -> None:
    found = faults(ledger(), with_case(events={**NOW["a"].events, action: lines}))
    assert found == [f"case a: 2 writes are in, the log has {lines} lines of {action}"]


def test_an_import_is_in_whole_and_once_or_stopped_between_two_rows() -> None:
    assert faults(ledger(), names={**NAMES, "Suda": 0}) == ["import run: done, 1 of 2 rows are in once"]
    assert faults(ledger(), names={**NAMES, "Suda": 2}) == ["import run: done, 1 of 2 rows are in once"]
    of = ledger()
    of.sheets = [Sheet("run", "failed", ("Mala", "Suda"))]
    assert faults(of, names={"Zo one": 1, "Mala": 1}) == []
    assert faults(of, names={"Zo one": 1, "Mala": 2}) == ["import run: failed, and rows are in 2 times"]
    of.sheets = [Sheet("run", NOT_SENT, ("Mala", "Suda"))]
    assert faults(of) == ["import run: not sent, and 2 of its rows are in"]
    assert faults(of, names={"Zo one": 1}) == []


PAGE = """<form><input name="elsewhere" value="1"></form><main>
<form method="post"><input type="hidden" name="initial-name" value="Rin &amp; B">
<input name="name" value="Rin">
<fieldset><label><input type="radio" name="keep-name" value="theirs"> <span><span class="soft">Saved:</span>
<span class="said">Rin &amp; X</span></span></label>
<label><input type="radio" name="keep-name" value="mine" checked> <span class="said">Rin</span></label>
<input type="checkbox" name="ticked" value="a" checked><input type="checkbox" name="ticked" value="b">
<textarea name="text">
Two
lines</textarea><select name="one"><option value="">-</option><option value="x" selected>X</option></select>
<select name="two"><option value="first">First</option><option value="second">Second</option></select>
</form></main>"""


def test_a_form_is_read_as_a_browser_would_send_it() -> None:
    assert form_with(PAGE, "name") == {
        "initial-name": ["Rin & B"],
        "name": ["Rin"],
        "keep-name": ["mine"],
        "ticked": ["a"],
        "text": ["Two\nlines"],
        "one": ["x"],
        "two": ["first"],
    }
    assert form_with(PAGE, "elsewhere") == {}
    assert theirs(PAGE, "name") == "Rin & X"


def test_a_goal_that_is_lost_or_there_twice_is_found() -> None:
    events = {**NOW["a"].events, "protect:goal:added": 1}
    kept = with_case(goals=("To sew",), events=events)
    with_goal = replace(ledger(), goals=[Goal("a", "To sew")])
    assert faults(with_goal, kept) == []
    assert any("acknowledged, and lost" in said for said in faults(with_goal))
    twice = with_case(goals=("To sew", "To sew"), events={**events, "protect:goal:added": 2})
    assert any("2 times" in said for said in faults(with_goal, twice))
    unseen = with_case(goals=("To sew",))
    assert any("protect:goal:added" in said for said in faults(with_goal, unseen))
