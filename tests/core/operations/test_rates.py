"""Limits: enough for a person at work, too little for a program; counted for all processes."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from handrail.core.audit.models import AuditEvent
from handrail.core.operations import rates, rooms
from handrail.core.operations.models import RateCount
from handrail.core.operations.rates import counted
from handrail.core.registry import Rate, RateLimit, rate_limits
from tests.cast import Cast, client_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def limits(monkeypatch: Any) -> None:
    """The same limits, with small numbers."""
    few = [
        RateLimit("search", account=Rate(2, 60), address=Rate(4, 60)),
        RateLimit("way_back", address=Rate(2, 900)),
        RateLimit("export", account=Rate(1, 600)),
    ]
    monkeypatch.setattr(rates, "rate_limits", few)


def test_a_full_limit_says_how_long_to_wait_and_is_one_event(cast: Cast, limits: None) -> None:
    dao = client_for(cast.dao)
    assert [dao.post("/search/", {"q": "x"}).status_code for _ in range(3)] == [200, 200, 429]
    answer = dao.post("/search/", {"q": "x"})
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    assert "Try again in 1 minute" in answer.content.decode()
    events = AuditEvent.objects.filter(action="core:limit:reached")
    assert [(event.actor, event.reason) for event in events] == [(cast.dao.id, "search")]


def test_one_account_does_not_use_up_anothers_but_an_address_is_shared(cast: Cast, limits: None) -> None:
    for person, expected in ((cast.dao, [200, 200]), (cast.minh, [200, 200]), (cast.pim, [429])):
        client = client_for(person)
        assert [client.post("/search/", {"q": "x"}).status_code for _ in expected] == expected
    elsewhere = client_for(cast.pim)
    assert elsewhere.post("/search/", {"q": "x"}, REMOTE_ADDR="192.0.2.9").status_code == 200


def test_looking_at_a_page_is_never_counted(cast: Cast, limits: None) -> None:
    dao = client_for(cast.dao)
    assert {dao.get("/search/").status_code for _ in range(6)} == {200}
    assert not RateCount.objects.exists()


def test_strangers_are_counted_by_address(limits: None) -> None:
    tries = [Client().post("/way-back/", {}).status_code for _ in range(3)]
    assert tries[-1] == 429 and 429 not in tries[:2]
    assert Client().post("/way-back/", {}, REMOTE_ADDR="192.0.2.9").status_code != 429


def test_a_view_that_fails_does_not_give_its_try_back(cast: Cast, limits: None) -> None:
    pim = client_for(cast.pim)
    pim.post("/export/", {"nonsense": "1"})
    assert pim.post("/export/", {}).status_code == 429


def test_a_new_span_begins_with_nothing_and_old_ones_are_forgotten() -> None:
    rate, at = Rate(2, 60), 1_800_000_000
    assert [counted("x", rate, "a", at=at + second)[0] for second in (0, 1, 59)] == [1, 2, 3]
    assert counted("x", rate, "a", at=at + 60) == (1, 60)
    counted("x", rate, "b", at=at + 100_000)
    assert RateCount.objects.count() == 1


def test_a_counter_holds_neither_address_nor_account() -> None:
    counted("x", Rate(1, 60), "192.0.2.9", at=1_800_000_000)
    assert "192.0.2.9" not in str(RateCount.objects.values().get())


def test_each_thing_that_strangers_or_thieves_would_try_is_limited() -> None:
    limited = {limit.id: limit for limit in rate_limits}
    assert {"search", "export", "import_new", "way_back", "account_login"} <= set(limited)
    for name in ("search", "export", "import_new"):
        assert limited[name].account and limited[name].address
    assert rooms.LIMITS
