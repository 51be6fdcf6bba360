"""Recording: one event, in the transaction of what it tells, with no room for a name."""

from __future__ import annotations

import uuid
from uuid import UUID

import pytest
from django.db import transaction

from handrail.core import audit, vault
from handrail.core.audit.models import AuditEvent, AuditReason, PendingEvent
from tests.roles import as_role

CASE, DAO = UUID(int=1), UUID(int=2)


@pytest.fixture
def shelter(db: None) -> UUID:
    organisation = uuid.uuid4()
    vault.create_organisation_key(organisation)
    return organisation


def opened(shelter: UUID | None, **more: str) -> UUID:
    return audit.record(
        action="core:case:opened", kind="case", ids=[CASE], actor=DAO, organisation=shelter, **more
    )


def test_an_event_says_who_did_what_to_which_record_and_waits_for_the_sealer(shelter: UUID) -> None:
    id = opened(shelter, reason="court-order")
    event = AuditEvent.objects.get()
    assert (event.id, event.action, event.kind, event.ids) == (id, "core:case:opened", "case", [str(CASE)])
    assert (event.actor, event.organisation, event.reason) == (DAO, shelter, "court-order")
    assert PendingEvent.objects.get().event == id


def test_an_event_shares_the_fate_of_what_it_tells(shelter: UUID) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        opened(shelter, note="rolled back")
        raise RuntimeError
    assert (
        not AuditEvent.objects.exists()
        and not PendingEvent.objects.exists()
        and not AuditReason.objects.exists()
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [("action", "core:case:open"), ("kind", "Rin Suwannamali"), ("reason", "because Rin asked")],
)
def test_free_text_does_not_get_into_the_log(shelter: UUID, name: str, value: str) -> None:
    words = {"action": "core:case:opened", "kind": "case", "reason": ""} | {name: value}
    with pytest.raises(audit.WrongWord):
        audit.record(ids=[], actor=None, organisation=None, **words)
    assert not AuditEvent.objects.exists()


def test_what_a_person_typed_is_kept_apart_and_sealed(shelter: UUID) -> None:
    id = opened(shelter, note="Rin called and asked for her file")
    assert AuditEvent.objects.get().reason == "noted"
    assert b"Rin" not in bytes(AuditReason.objects.get().sealed)
    assert audit.noted_reason(id) == "Rin called and asked for her file"
    with as_role("handrail_owner"):
        AuditReason.objects.all().delete()
    assert audit.noted_reason(id) is None


def test_a_note_may_stand_beside_a_code_and_cannot_move_to_another_event(shelter: UUID) -> None:
    first, second = (opened(shelter, reason="emergency", note=note) for note in ("one", "two"))
    assert set(AuditEvent.objects.values_list("reason", flat=True)) == {"emergency"}
    sealed = {row.event: row.sealed for row in AuditReason.objects.all()}
    with as_role("handrail_owner"):
        AuditReason.objects.all().delete()
    AuditReason.objects.create(event=first, organisation=shelter, sealed=sealed[second])
    with pytest.raises(vault.Damaged):
        audit.noted_reason(first)


def test_a_note_needs_an_organisation_to_be_sealed_for(db: None) -> None:
    with pytest.raises(ValueError, match="organisation"):
        opened(None, note="the operator looked")
    assert not AuditEvent.objects.exists()


def test_every_promised_name_is_there() -> None:
    for name in audit.__all__:
        assert getattr(audit, name) is not None
    with pytest.raises(AttributeError):
        audit.no_such_name  # noqa: B018
