"""Parts of a case that rooms add: read by fewer, and by other houses only where a consent names them."""

from __future__ import annotations

import pytest

from handrail.core.access.domain.roles import roles
from handrail.core.consent import sharing
from handrail.core.registry import CasePart, Registry


def test_no_role_reaches_further_in_a_part_of_cases_than_in_cases() -> None:
    for role in roles().values():
        for name, scope in role.permissions.items():
            if name.startswith("protect:"):
                assert scope <= role.permissions["core:case:read"], (role.id, name)


def test_the_whole_case_takes_in_a_part_but_not_one_that_stands_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parts: Registry[CasePart] = Registry()
    parts.add(CasePart("needs", "Needs", 10))
    parts.add(CasePart("health", "Answers about health", 20, apart=True))
    monkeypatch.setattr(sharing, "case_parts", parts)
    assert sharing.parts_of(["*"]) == "|needs|"
    assert sharing.parts_of(["*", "health"]) == "|needs|health|"
    assert sharing.parts_of(["person", "health"]) == "|health|"
    assert sharing.parts_of(["person"]) == ""
