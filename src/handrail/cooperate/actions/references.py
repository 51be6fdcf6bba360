"""Registering by what a case is found again, without asking whether somebody else's case has the same id."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from handrail.cooperate.actions.matching import Reference
from handrail.core import vault
from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case, ExternalReference

# An id may stand once per system. Where a case that this account must not notice has it already, the next
# system serves: nothing tells the account about that case, and its second import still finds its own case.
PLACES = ("", "/2", "/3", "/4", "/5")


def systems(reference: Reference) -> list[str]:
    """Every system in which the reference may be registered, first choice first."""
    return [reference.system + place for place in PLACES]


def tokens(organisation: UUID, references: Sequence[Reference]) -> list[bytes]:
    """The tokens of references, in order."""
    return vault.reference_tokens(organisation, [(each.system, each.text) for each in references])


def register(account: Account, pairs: Sequence[tuple[Case, Reference]]) -> None:
    """Register each case under its reference. Only inside `acting_as(account)`."""
    if not pairs:
        return
    organisation = pairs[0][0].organisation_id
    found = tokens(organisation, [reference for _, reference in pairs])
    waiting = {
        (case.id, token): (case, reference) for (case, reference), token in zip(pairs, found, strict=True)
    }
    for place in PLACES:
        if not waiting:
            return
        ExternalReference.objects.editable_by(account).bulk_create(
            [
                ExternalReference(
                    organisation_id=organisation, case=case, system=reference.system + place, token=token
                )
                for (_, token), (case, reference) in waiting.items()
            ],
            ignore_conflicts=True,
            batch_size=500,
        )
        own = ExternalReference.objects.editable_by(account).filter(
            case__in={case.id for case, _ in waiting.values()}
        )
        for case_id, token in own.values_list("case_id", "token"):
            waiting.pop((case_id, bytes(token)), None)
