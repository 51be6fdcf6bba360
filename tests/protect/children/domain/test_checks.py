"""What a child is owed: late when its time is over, and what is wrong is never in order."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from handrail.protect.children.domain.checks import Known, Mark, checks
from handrail.protect.children.targets import hours

FOUND = datetime(2026, 3, 1, 9, tzinfo=UTC)


def marks(known: Known, after: timedelta = timedelta(hours=1)) -> dict[str, Mark]:
    return {each.id: each.mark for each in checks(known, FOUND + after, hours())}


@given(st.integers(0, 1000))
def test_a_guardian_is_late_after_a_day_and_never_before(after: int) -> None:
    assert (marks(Known(FOUND), timedelta(hours=after))["guardian"] is Mark.LATE) is (after > 24)
    assert (marks(Known(FOUND), timedelta(hours=after))["assessment"] is Mark.LATE) is (after > 72)


def test_a_guardian_of_whom_nobody_made_sure_is_no_guardian_in_order() -> None:
    day = date(2026, 3, 1)
    assert marks(Known(FOUND, guardian_on=day, guardian_clear=False))["guardian"] is Mark.ALERT
    assert marks(Known(FOUND, guardian_on=day, guardian_clear=True))["guardian"] is Mark.DONE


def test_detention_is_asked_and_any_yes_is_an_alert() -> None:
    found = {held: marks(Known(FOUND, detained=held))["detention"] for held in ("", "no", "police", "other")}
    assert found == {"": Mark.OPEN, "no": Mark.DONE, "police": Mark.ALERT, "other": Mark.ALERT}


def test_the_third_interview_asks_whether_it_is_needed() -> None:
    assert [marks(Known(FOUND, interviews=n))["interviews"] for n in (2, 3)] == [Mark.DONE, Mark.ALERT]


def test_what_comes_after_eighteen_is_planned_half_a_year_before() -> None:
    assert "eighteen" not in marks(Known(FOUND))
    soon, far = FOUND.date() + timedelta(days=180), FOUND.date() + timedelta(days=400)
    assert marks(Known(FOUND, grown_up_on=soon))["eighteen"] is Mark.OPEN
    assert marks(Known(FOUND, grown_up_on=far))["eighteen"] is Mark.DONE
