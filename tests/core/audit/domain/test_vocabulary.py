"""The log takes codes and the past tense; a name does not fit into it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.audit.domain.vocabulary import WrongWord, check_action, check_code
from handrail.core.audit.standalone.verify_log import EVENT


@pytest.mark.parametrize(
    "action",
    [
        "core:case:opened",
        "core:account:signed-in",
        "core:second-factor:withdrawn",
        "cooperate:import:undone",
        "measure:cascade:read",
        "oversee:compartment:broken-open",
    ],
)
def test_an_action_says_where_what_and_what_was_done(action: str) -> None:
    assert check_action(action) == action


@pytest.mark.parametrize(
    "action",
    [
        "",
        "core:case",
        "core:case:open",
        "core:case:opened:twice",
        "kitchen:case:opened",
        "core:Case:opened",
        "core:case:opened ",
        "core::opened",
        "core:case:opened by Rin",
        "core:ริน:opened",
    ],
)
def test_anything_else_is_refused(action: str) -> None:
    with pytest.raises(WrongWord):
        check_action(action)


@pytest.mark.parametrize("code", ["consent-expired", "import", "court.order", "a" * 64, "noted", "2024q3"])
def test_a_reason_is_a_code(code: str) -> None:
    assert check_code("reason", code) == code


@pytest.mark.parametrize("text", ["Rin asked", "Rin", "", "a" * 65, "-x", "x-", "x--y", "ริน"])
def test_free_text_is_refused_and_told_where_to_go(text: str) -> None:
    with pytest.raises(WrongWord, match="note"):
        check_code("reason", text)


@given(st.from_regex(r"[a-z0-9.:_-]{1,64}", fullmatch=True))
def test_what_the_log_takes_the_verifier_takes_too(text: str) -> None:
    try:
        check_code("kind", text)
    except WrongWord:
        return
    assert EVENT["kind"](text)
