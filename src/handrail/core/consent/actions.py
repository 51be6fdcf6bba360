"""Writing down what a person agrees to, and taking it back on their word."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from handrail.core.access.domain.refusal import Refused
from handrail.core.accounts.models import Account
from handrail.core.audit import record
from handrail.core.cases.models import Case
from handrail.core.consent.models import ConsentGrant
from handrail.core.organisations.models import Organisation


def is_live(grant: ConsentGrant, on: date) -> bool:
    """Return whether a grant holds on a day, as `access.door.consent_live` asks the database."""
    withdrawn = grant.withdrawn_on is not None and grant.withdrawn_on <= on
    return grant.starts_on <= on < grant.ends_on and not withdrawn


@transaction.atomic
def grant_consent(
    case: Case,
    *,
    purpose: str,
    recipient: Organisation,
    fields: Sequence[str],
    parts: str = "",
    starts_on: date,
    ends_on: date,
    language: str,
    explained_how: str,
    by: Account,
    at: datetime,
) -> ConsentGrant:
    """Keep a grant for a case that the caller may change.

    `fields` are catalogue ids or ["*"]; `parts` is what `sharing.parts_of` gives.
    """
    grant = ConsentGrant(
        case=case,
        purpose=purpose,
        recipient=recipient,
        fields=list(fields),
        parts=parts,
        starts_on=starts_on,
        ends_on=ends_on,
        language=language,
        explained_how=explained_how,
        recorded_by=by.id,
        recorded_at=at,
    )
    ConsentGrant.objects.insert([grant])
    _log("core:consent:granted", grant, by)
    return grant


@transaction.atomic
def withdraw_consent(grant: ConsentGrant, *, on: date, by: Account) -> None:
    """Take a grant back from today on: whoever reads the case by it stops reading at once.

    Raises `Refused("withdrawn-already")`.
    """
    withdrawn = (
        ConsentGrant.objects.editable_by(by)
        .filter(id=grant.id, withdrawn_on__isnull=True)
        .update(withdrawn_on=on)
    )
    if not withdrawn:
        raise Refused("withdrawn-already")
    _log("core:consent:withdrawn", grant, by)


def _log(action: str, grant: ConsentGrant, by: Account) -> None:
    record(
        action=action,
        kind="case",
        ids=[grant.case_id, grant.id],
        actor=by.id,
        organisation=by.organisation_id,
    )
