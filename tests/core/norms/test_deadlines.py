"""How long a step may take, who says so, and that a default of ours never passes for law."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.milestones.domain.stages import PARENT, Stage
from handrail.core.norms import Norm, NormProblem, deadlines, norm_for, read_deadlines

TODAY = date(2026, 11, 24)


def norm(**changes: object) -> Norm:
    facts: dict[str, object] = {
        "id": "invented",
        "from_stage": Stage.PRESUMED,
        "to_stage": Stage.ASSISTED,
        "days": 10,
        "in_force_from": date(2020, 1, 1),
        "source": "Invented Act, section 1",
        "ours": False,
        "verified": True,
    }
    return Norm(**(facts | changes))  # type: ignore[arg-type]


def test_every_step_of_the_cascade_has_a_deadline() -> None:
    assert all(norm_for(deadlines(), step, country="", on=TODAY) for step in PARENT)


def test_every_shipped_number_of_days_is_marked_as_ours_because_no_text_we_read_gives_one() -> None:
    assert all(norm.ours and norm.source == "Handrail default" for norm in deadlines())


def test_every_shipped_default_says_why_and_which_duty_is_nearest() -> None:
    assert all(norm.because and norm.nearest for norm in deadlines())


def test_the_countrys_own_deadline_goes_before_the_default() -> None:
    own = norm(country="TH", days=7)
    assert norm_for([*deadlines(), own], Stage.ASSISTED, country="TH", on=TODAY) == own
    assert norm_for([*deadlines(), own], Stage.ASSISTED, country="KH", on=TODAY) != own


def test_a_norm_goes_before_a_default_of_ours() -> None:
    treaty = norm(days=45)
    assert norm_for([*deadlines(), treaty], Stage.ASSISTED, country="TH", on=TODAY) == treaty


def test_a_norm_holds_from_its_first_day_until_the_day_before_it_ends() -> None:
    old = norm(in_force_from=date(2020, 1, 1), in_force_until=date(2021, 1, 1))
    assert norm_for([old], Stage.ASSISTED, country="", on=date(2019, 12, 31)) is None
    assert norm_for([old], Stage.ASSISTED, country="", on=date(2020, 1, 1)) == old
    assert norm_for([old], Stage.ASSISTED, country="", on=date(2020, 12, 31)) == old
    assert norm_for([old], Stage.ASSISTED, country="", on=date(2021, 1, 1)) is None


def test_the_last_day_is_still_in_time() -> None:
    assert norm(days=30).due_on(date(2026, 1, 1)) == date(2026, 1, 31)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"from_stage": Stage.IDENTIFIED}, "no step leads from identified to assisted"),
        ({"days": -1}, "less than none"),
        ({"source": ""}, "names its source"),
        ({"country": "Thailand"}, "two capital letters"),
        ({"in_force_until": date(2019, 1, 1)}, "before it begins"),
    ],
)
def test_a_norm_that_cannot_be_is_refused_with_the_reason(changes: dict[str, object], says: str) -> None:
    with pytest.raises(NormProblem, match=says):
        norm(**changes)


ENTRY = """
- id: {id}
  from: presumed
  to: assisted
  days: {days}
  in_force_from: {day}
  source: Invented Act
  ours: false
  verified: {verified}
"""


def entry(id: str = "one", days: str = "5", day: str = "2020-01-01", verified: str = "true") -> str:
    return ENTRY.format(id=id, days=days, day=day, verified=verified)


def test_an_installation_writes_its_own_deadlines_in_a_file() -> None:
    (read,) = read_deadlines(entry())
    assert (read.days, read.ours, read.to_stage) == (5, False, Stage.ASSISTED)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("just words", "not a list"),
        ("- 3", "not a deadline"),
        ("- id: x", "missing"),
        (entry() + "  colour: red\n", "colour"),
        (entry(days="soon"), "whole number"),
        (entry(days="true"), "whole number"),
        (entry(day="January"), "write the day"),
        (entry(verified="maybe"), "true or false"),
        (entry().replace("presumed", "assumed"), "assumed"),
        (entry() + entry(), "there twice"),
        (entry() + entry(id="two", day="2021-01-01"), "both hold"),
    ],
)
def test_a_file_with_a_mistake_says_which_entry_and_what(text: str, says: str) -> None:
    with pytest.raises(NormProblem, match=says):
        read_deadlines(text)


def test_an_installations_file_is_read_after_ours(tmp_path) -> None:  # type: ignore[no-untyped-def]
    own = tmp_path / "deadlines.yaml"
    own.write_text(entry(), encoding="utf-8")
    found = norm_for(deadlines(own), Stage.ASSISTED, country="", on=TODAY)
    assert found is not None and found.id == "one"


@given(
    on=st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1)), step=st.sampled_from(sorted(PARENT))
)
def test_what_is_answered_always_belongs_to_the_step_and_the_country(on: date, step: Stage) -> None:
    pool = [*deadlines(), norm(country="TH"), norm(id="two", in_force_until=date(2030, 1, 1))]
    found = norm_for(pool, step, country="KH", on=on)
    assert found is not None
    assert found.to_stage == step and found.country in ("", "KH") and (found.ours or found.holds(on))
