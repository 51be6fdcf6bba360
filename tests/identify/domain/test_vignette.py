"""Cases as files have them: ages, borders, and what cannot be read."""

from __future__ import annotations

from typing import Any

import pytest

from handrail.core.questionnaires.domain.logic import Truth
from handrail.identify.domain.facts import DEBT_WORKED_OFF, ILLEGAL_ENTRY, PROCURED, UNDER_18
from handrail.identify.domain.vignette import VignetteProblem, read


def facts(**given: Any) -> Any:
    return read({"id": "V", "facts": given}, place="file").facts


@pytest.mark.parametrize(
    ("age", "child"), [(0, True), (17, True), (18, False), (120, False), ("unknown", None), (None, None)]
)
def test_who_is_under_18(age: Any, child: Truth) -> None:
    assert facts(age=age)[UNDER_18] is child


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"id": "V"}, "facts is missing"),
        ({"id": "V", "facts": {"age": 121}}, "121 is no age"),
        ({"id": "V", "facts": {"age": True}}, "True is no age"),
        ({"id": "V", "facts": {"crossing": "yes"}}, "holds no fields"),
    ],
)
def test_what_cannot_be_read_says_where_and_how_to_mend_it(said: dict[str, Any], told: str) -> None:
    with pytest.raises(VignetteProblem, match=f"file: V.*{told}"):
        read(said, place="file")


def test_without_a_border_there_is_no_entry_and_no_debt_for_it() -> None:
    found = facts(crossing={"border_crossed": False})
    assert [found[code] for code in (ILLEGAL_ENTRY, PROCURED, DEBT_WORKED_OFF)] == [False, False, False]
