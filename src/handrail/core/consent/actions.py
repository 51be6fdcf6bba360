"""Writing down what a person agrees to, and taking it back on their word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction

from handrail.core import vault
from handrail.core.access.breakglass import REVIEW
from handrail.core.access.domain.refusal import Refused
from handrail.core.accounts.models import Account
from handrail.core.audit import record
from handrail.core.cases.childhood import is_child
from handrail.core.cases.models import Case
from handrail.core.clock import now
from handrail.core.consent.domain.agreeing import WITHOUT_CONSENT, Agreed, Basis, who_has_to_agree
from handrail.core.consent.models import ConsentGrant
from handrail.core.consent.recalls import recall
from handrail.core.notices.actions import tell
from handrail.core.notices.domain.kinds import NoticeKind
from handrail.core.notices.queries import who_may
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
    agreed: Agreed = Agreed.PERSON,
    words: Mapping[str, str] | None = None,
    by: Account,
    at: datetime,
) -> ConsentGrant:
    """Keep a grant for a case that the caller may change.

    `fields` are catalogue ids or ["*"]; `parts` is what `sharing.parts_of` gives. `words` (who explained it,
    the guardian) are sealed under the person's key. Raises `Refused("child-and-guardian")` where the person
    may be a child and only one of the two was asked.
    """
    if agreed not in who_has_to_agree(child=is_child(case, at.date())):
        raise Refused("child-and-guardian")
    grant = ConsentGrant(
        id=uuid4(),
        case=case,
        purpose=purpose,
        recipient=recipient,
        fields=list(fields),
        parts=parts,
        starts_on=starts_on,
        ends_on=ends_on,
        language=language,
        explained_how=explained_how,
        agreed=agreed,
        recorded_by=by.id,
        recorded_at=at,
    )
    _seal(grant, words or {})
    ConsentGrant.objects.insert([grant])
    _log("core:consent:granted", grant, by)
    return grant


@transaction.atomic
def share_without_consent(
    case: Case,
    *,
    basis: Basis,
    reason: str,
    told: bool | None,
    purpose: str,
    recipient: Organisation,
    fields: Sequence[str],
    parts: str = "",
    ends_on: date,
    by: Account,
    at: datetime,
) -> ConsentGrant:
    """Open a case to a recipient on one of the three grounds that need no consent, for some days.

    The reason is sealed; the ground is logged, and the supervisors of the unit are told. Raises
    `Refused`: no-ground, too-long.
    """
    if basis is Basis.CONSENT or not reason.strip():
        raise Refused("no-ground")
    if ends_on - at.date() > WITHOUT_CONSENT:
        raise Refused("too-long", {"days": WITHOUT_CONSENT.days})
    grant = ConsentGrant(
        id=uuid4(),
        case=case,
        purpose=purpose,
        recipient=recipient,
        fields=list(fields),
        parts=parts,
        starts_on=at.date(),
        ends_on=ends_on,
        explained_how="",
        basis=basis,
        told=told,
        recorded_by=by.id,
        recorded_at=at,
    )
    _seal(grant, {"reason": reason})
    ConsentGrant.objects.insert([grant])
    _log("core:consent:bypassed", grant, by, basis)
    tell(
        who_may(REVIEW, case.unit, at.date()),
        NoticeKind.SHARED_WITHOUT_CONSENT,
        by=by,
        at=at,
        case_id=case.id,
        about=case.id,
    )
    return grant


@transaction.atomic
def withdraw_consent(grant: ConsentGrant, *, on: date, by: Account) -> None:
    """Take a grant back from today on: whoever reads the case by it stops reading at once, and is told.

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
    recall(grant, by=by, at=now())


def words_of(grant: ConsentGrant, person: UUID) -> dict[str, str]:
    """Return who explained it, the guardian, the reason; empty for an erased person."""
    if not grant.sealed:
        return {}
    found = vault.unseal_many([(person, _place(grant), bytes(grant.sealed))])[0]
    return {} if isinstance(found, vault.Erased) else dict(found)


def _seal(grant: ConsentGrant, words: Mapping[str, str]) -> None:
    said = {name: text for name, text in words.items() if text}
    grant.sealed = vault.seal(grant.case.person_id, _place(grant), said) if said else b""


def _place(grant: ConsentGrant) -> str:
    return f"consent:{grant.id}"


def _log(action: str, grant: ConsentGrant, by: Account, reason: str = "") -> None:
    record(
        action=action,
        kind="case",
        ids=[grant.case_id, grant.id],
        actor=by.id,
        organisation=by.organisation_id,
        reason=reason,
    )
