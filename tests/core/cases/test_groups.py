"""No field of the catalogue falls between the groups that people see, edit and share."""

from __future__ import annotations

from collections import Counter

from handrail.core.cases.groups import GROUPS, MILESTONE_FIELDS
from handrail.core.catalogue import FIELDS
from handrail.core.consent.models import ConsentGrant
from handrail.core.consent.sharing import SHARES, fields_of, shares_of


def test_each_field_of_a_person_or_a_case_stands_in_exactly_one_group() -> None:
    placed = Counter(name for group in GROUPS for name in group.fields)
    kept_as_steps = set(MILESTONE_FIELDS.values()) - set(placed)
    wanted = {name for name, field in FIELDS.items() if field.on in ("person", "case")} - kept_as_steps
    assert set(placed) == wanted
    assert [name for name, times in placed.items() if times > 1] == []


def test_what_cannot_be_shared_part_by_part_is_only_what_other_systems_left() -> None:
    shared = {name for share in SHARES for name in share.fields}
    left = {name for name in FIELDS if name not in shared}
    assert left == {name for group in GROUPS if group.id == "brought-in" for name in group.fields}


def test_parts_read_back_from_the_fields_that_they_became() -> None:
    for share in SHARES:
        assert share.words in shares_of(ConsentGrant(fields=fields_of([share.id])))
    assert fields_of(["person", "*"]) == ["*"]
