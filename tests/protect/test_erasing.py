"""An erasure reaches the room's records: none of them can be forgotten."""

from __future__ import annotations

from django.apps import apps

from handrail.core.cases.records import CaseRecord
from handrail.core.registry import personal_records


def test_every_record_of_the_room_goes_with_its_person() -> None:
    ours = {model for model in apps.get_models() if issubclass(model, CaseRecord)}
    assert ours
    assert ours <= {records.model for records in personal_records}
