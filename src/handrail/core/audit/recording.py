"""Appending to the log, in the transaction of what is logged."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from uuid import UUID

from handrail.core import vault
from handrail.core.audit.domain.vocabulary import check_action, check_code
from handrail.core.audit.models import AuditEvent, AuditReason
from handrail.core.clock import now
from handrail.core.registry import log_listeners

NOTED = "noted"


def record(
    *,
    action: str,
    kind: str,
    ids: Iterable[UUID],
    actor: UUID | None,
    organisation: UUID | None,
    reason: str = "",
    note: str = "",
) -> UUID:
    """Append one event and return its id. It is there exactly if the caller's transaction commits.

    `action` reads room:thing:past-tense; `kind` names what the ids are; `reason` is a code. A list that was
    shown is one event with the ids on it. The time is the clock's: an event cannot be dated back. `note` is
    what somebody typed as a reason. It is kept apart, encrypted for the organisation, and the event says
    "noted" where it has no reason of its own. Raises `WrongWord`, or `ValueError` for a note without an
    organisation.
    """
    if note and organisation is None:
        raise ValueError("a note is sealed for an organisation: say which, or give a coded reason")
    reason = reason or (NOTED if note else "")
    event = AuditEvent(
        id=uuid.uuid4(),
        at=now(),
        action=check_action(action),
        kind=check_code("kind", kind),
        ids=[str(id) for id in ids],
        actor=actor,
        organisation=organisation,
        reason=check_code("reason", reason) if reason else "",
    )
    event.save(force_insert=True)
    if note and organisation is not None:
        sealed = vault.seal_for_organisation(organisation, _purpose(event.id), note)
        AuditReason.objects.create(event=event.id, organisation=organisation, sealed=sealed)
    for listener in log_listeners:
        if event.action in listener.actions and organisation is not None:
            listener.tell(event)
    return event.id


def noted_reason(event: UUID) -> str | None:
    """Return the text given as the reason of an event; None when there was none, or it was removed."""
    row = AuditReason.objects.filter(event=event).first()
    if row is None:
        return None
    text: str = vault.unseal_for_organisation(row.organisation, _purpose(event), bytes(row.sealed))
    return text


def _purpose(event: UUID) -> str:
    return f"audit-reason:{event}"
