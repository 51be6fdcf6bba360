"""What a token may do, how long it lives, and when it is dead."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.access.domain.refusal import Refused
from handrail.core.tokens.domain.scopes import Limits, Wish, check_wish, expiry, in_order, why_dead

LIMITS = Limits(
    longest_days=365, usual_days=90, most_tokens=3, requests_a_minute=10, unknown_tokens_a_minute=5
)
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
SCOPES = ("cases:read", "cases:write", "cascade:read")


def refusal(wish: Wish, *, may_give: tuple[str, ...] = SCOPES, held: int = 0) -> str | None:
    try:
        check_wish(wish, may_give=may_give, held=held, limits=LIMITS)
    except Refused as refused:
        return refused.code
    return None


def test_a_token_needs_a_name_a_scope_and_days_within_the_limit() -> None:
    assert refusal(Wish("hotline", ("cases:read",), 90)) is None
    assert refusal(Wish("  ", ("cases:read",), 90)) == "token-name"
    assert refusal(Wish("x" * 81, ("cases:read",), 90)) == "token-name"
    assert refusal(Wish("hotline", (), 90)) == "token-without-scope"
    assert refusal(Wish("hotline", ("cases:read",), 366)) == "token-lifetime"
    assert refusal(Wish("hotline", ("cases:read",), 0)) == "token-lifetime"
    assert refusal(Wish("hotline", ("cases:read",), 90), held=3) == "token-too-many"


@given(wished=st.sets(st.sampled_from(SCOPES), min_size=1), mine=st.sets(st.sampled_from(SCOPES)))
def test_nobody_gives_a_token_more_than_they_may(wished: set[str], mine: set[str]) -> None:
    answer = refusal(Wish("hotline", tuple(wished), 30), may_give=tuple(mine))
    assert answer == (None if wished <= mine else "token-scope-not-yours")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, None),
        ({"revoked": True}, "token-revoked"),
        ({"is_active": False}, "token-revoked"),
        ({"same_password": False}, "token-revoked"),
        ({"at": AT + timedelta(days=30)}, "token-expired"),
        ({"at": AT + timedelta(days=29, hours=23)}, None),
    ],
)
def test_a_token_dies_with_its_days_its_account_and_its_password(
    change: dict[str, object], code: str | None
) -> None:
    alive: dict[str, object] = {
        "at": AT,
        "expires_at": expiry(AT, 30),
        "revoked": False,
        "is_active": True,
        "same_password": True,
    }
    assert why_dead(**{**alive, **change}) == code  # type: ignore[arg-type]


def test_scopes_are_kept_once_each_in_the_order_of_the_rooms() -> None:
    assert in_order(["cascade:read", "cases:read", "cases:read"], SCOPES) == ["cases:read", "cascade:read"]
