"""The day on which the cast lives, and who is hidden from what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from handrail.core.access.models import Exclusion
from handrail.core.cases.models import Case
from handrail.core.registry import Registry
from tests.cast import NOW
from tests.roles import as_role


@pytest.fixture(autouse=True)
def the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the day of the cast: 2 March 2026."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture(autouse=True)
def no_rooms(monkeypatch: pytest.MonkeyPatch) -> None:
    """Core's pages alone: what rooms add to them is the rooms' to test."""
    monkeypatch.setattr("handrail.core.cases.views.reading.case_panels", Registry())
    monkeypatch.setattr("handrail.core.cases.views.lists.work_sources", Registry())
    monkeypatch.setattr("handrail.core.cases.search.search_sources", Registry())


@pytest.fixture
def hide() -> Callable[..., None]:
    """Hide a case from an account or from a unit and all below it."""

    def hiding(case: Case, **whom: Any) -> None:
        with as_role("handrail_oversight"):
            Exclusion.objects.create(case_id=case.id, starts_at=NOW, decided_by=uuid4(), **whom)

    return hiding
