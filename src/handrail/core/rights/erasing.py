"""The erasure itself: the key goes, and with it every word; what is counted stays, and an empty line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from handrail.core import vault
from handrail.core.access.breakglass import forget_words
from handrail.core.audit import record
from handrail.core.audit.models import AuditEvent, AuditReason
from handrail.core.cases.models import Attachment, Case, Entry, ExternalReference, Party
from handrail.core.clock import now
from handrail.core.consent.models import ConsentGrant
from handrail.core.persons.models import Person
from handrail.core.registry import personal_records
from handrail.core.rights.actions import standing
from handrail.core.rights.domain.requests import Right, State, check_erase
from handrail.core.rights.models import Hold, RightsRequest

if TYPE_CHECKING:
    from uuid import UUID

    from handrail.core.accounts.models import Account

WHY = "an erasure that two persons confirmed reaches all of the person's record, seen or hidden"


def due_erasures(on: date) -> Iterator[RightsRequest]:
    """Yield the confirmed erasures whose days of grace are over, for whoever runs the server."""
    due = RightsRequest.objects.unscoped(WHY).filter(
        kind=Right.ERASURE.value, state=State.CONFIRMED.value, grace_until__lte=on
    )
    yield from due.select_related("case").order_by("grace_until", "id")


@transaction.atomic
def erase(request: RightsRequest, *, by: Account | None, on: date, at: datetime) -> None:
    """Erase the person of a confirmed request. `by` is None for whoever runs the server. Raises `Refused`.

    Names, contacts, documents, notes, files, other people of the case, search words and outside numbers are
    gone. Days of steps, coded facts of the cascade's row and the log stay: they are counted, and name nobody.
    """
    request = RightsRequest.objects.unscoped(WHY).select_related("case").get(id=request.id)
    check_erase(standing(request), on=on)
    vault.erase_person(request.case.person_id)
    cases = _forget_records(request.case.person_id, request.case.organisation_id, at)
    RightsRequest.objects.unscoped(WHY).filter(id=request.id).update(state=State.GRANTED.value, decided_at=at)
    record(
        action="core:person:erased",
        kind="case",
        ids=[*cases, request.id],
        actor=by.id if by else None,
        organisation=request.case.organisation_id,
        reason="" if by else "operator",
    )


def forget_again(persons: Sequence[UUID]) -> None:
    """After a restore: let the records of those erased since the backup be what an erasure leaves."""
    waiting = Person.objects.unscoped(WHY).filter(id__in=persons, erased_at__isnull=True)
    for person, organisation in list(waiting.values_list("id", "organisation_id")):
        _forget_records(person, organisation, now())


def _forget_records(person: UUID, organisation: UUID, at: datetime) -> list[UUID]:
    """Take away all that is kept about a person whose key is gone, but what is counted; return the cases."""
    cases = list(Case.objects.unscoped(WHY).filter(person=person).values_list("id", flat=True))
    kept: list[type[Any]] = [Entry, Party, Attachment, ExternalReference, Hold]
    for lines in (*kept, *(records.model for records in personal_records)):
        lines.objects.unscoped(WHY).filter(case__in=cases).delete()
    Case.objects.unscoped(WHY).filter(id__in=cases).update(coded={}, sealed=b"", updated_at=at)
    Person.objects.unscoped(WHY).filter(id=person).update(coded={}, sealed=b"", erased_at=at)
    RightsRequest.objects.unscoped(WHY).filter(case__in=cases).update(sealed=b"")
    ConsentGrant.objects.unscoped(WHY).filter(case__in=cases).update(sealed=b"")
    _forget_reasons(organisation, cases)
    return cases


def _forget_reasons(organisation: UUID, cases: list[UUID]) -> None:
    """Take away what people typed as reasons about these cases: it may hold a name. The codes stay.

    On PostgreSQL the web role cannot remove a reason: a function does it, for erased persons alone.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for case in cases:
                cursor.execute("SELECT handrail_forget_reasons(%s)", [case])
    else:
        wanted = {str(id) for id in cases}
        noted = AuditReason.objects.filter(organisation=organisation).values_list("event", flat=True)
        events = AuditEvent.objects.filter(id__in=list(noted)).values_list("id", "ids")
        about = [id for id, ids in events if wanted & set(ids)]
        AuditReason.objects.filter(event__in=about).delete()
    forget_words(cases, organisation)
