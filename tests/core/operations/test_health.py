"""What watches the server learns whether it works, and nothing else."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from handrail.core.audit import record, seal_pending
from handrail.core.clock import now
from handrail.core.operations import health
from tests.cast import Cast, client_for

pytestmark = pytest.mark.django_db


def ready(**more: Any) -> Any:
    return Client().get("/health/ready/", **more)


def test_that_it_lives_is_answered_without_the_database(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        answer = Client().get("/health/")
    assert (answer.status_code, answer.json()) == (200, {"alive": True})


def test_a_whole_house_is_ready(cast: Cast) -> None:
    record(action="core:case:opened", kind="case", ids=[uuid4()], actor=None, organisation=None)
    seal_pending()
    answer = ready()
    assert answer.status_code == 200
    assert answer.json() == {
        "ready": True,
        "well": True,
        "parts": dict.fromkeys(health.QUESTIONS, "well"),
    }


def test_a_stranger_learns_no_part() -> None:
    for more in ({"REMOTE_ADDR": "192.0.2.7"}, {"headers": {"x-forwarded-for": "192.0.2.7"}}):
        assert set(ready(**more).json()) == {"ready", "well"}


@pytest.mark.parametrize("part", list(health.QUESTIONS))
def test_each_part_is_asked_and_the_needed_ones_stop_the_house(part: str, monkeypatch: Any) -> None:
    monkeypatch.setitem(health.QUESTIONS, part, lambda: False)
    answer = ready()
    assert answer.json()["parts"][part] == "unwell"
    assert answer.json()["well"] is False
    assert answer.status_code == (503 if part in health.NEEDED else 200)


def test_a_database_that_is_away_is_an_answer_and_no_error(monkeypatch: Any) -> None:
    def away() -> bool:
        raise OperationalError("the password of handrail_web is secret")

    monkeypatch.setitem(health.QUESTIONS, "database", away)
    answer = ready()
    assert answer.status_code == 503
    assert b"secret" not in answer.content


def test_an_event_that_waits_long_for_its_seal_is_noticed(monkeypatch: Any) -> None:
    record(action="core:case:opened", kind="case", ids=[uuid4()], actor=None, organisation=None)
    assert health.log_is_sealed()
    later = now() + timedelta(minutes=6)
    monkeypatch.setattr(health, "now", lambda: later)
    assert not health.log_is_sealed()
    seal_pending()
    assert health.log_is_sealed()


def test_a_clock_behind_the_log_is_noticed(monkeypatch: Any) -> None:
    record(action="core:case:opened", kind="case", ids=[uuid4()], actor=None, organisation=None)
    seal_pending()
    assert health.clock_is_plausible()
    before = now() - timedelta(hours=1)
    monkeypatch.setattr(health, "now", lambda: before)
    assert not health.clock_is_plausible()


def test_a_full_disk_is_noticed(monkeypatch: Any) -> None:
    monkeypatch.setattr(health.shutil, "disk_usage", lambda path: SimpleNamespace(free=1000))
    assert not health.disk_has_room()


def test_the_questions_cost_the_same_whatever_there_is(cast: Cast) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            ready()
        return len(queries)

    asked()
    before = asked()
    for _ in range(20):
        record(action="core:case:opened", kind="case", ids=[uuid4()], actor=None, organisation=None)
    assert asked() == before


def test_the_system_page_is_for_administrators_and_says_how_to_mend(cast: Cast, monkeypatch: Any) -> None:
    assert client_for(cast.dao).get("/system/").status_code == 404
    page = client_for(cast.nok).get("/system/").content.decode()
    assert "No job waits and none failed" in page
    monkeypatch.setitem(health.QUESTIONS, "log", lambda: False)
    page = client_for(cast.nok).get("/system/").content.decode()
    assert "handrail seal" in page
