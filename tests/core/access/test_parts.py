"""Parts of a case that rooms add: read by fewer, and by other houses only where a consent names them."""

from __future__ import annotations

from handrail.core.access.domain.roles import roles


def test_no_role_reads_a_part_of_cases_that_it_does_not_read() -> None:
    for role in roles().values():
        for name, scope in role.permissions.items():
            if name.startswith("protect:") and name.split(":")[1] in {"sensitive", "health", "help", "child"}:
                assert scope <= role.permissions["core:case:read"], (role.id, name)
