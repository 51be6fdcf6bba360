"""Which cases the records of a chunk mean, among those that the account may change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from handrail.cooperate.actions.matching import CASE_ID, Identity
from handrail.cooperate.actions.references import systems, tokens
from handrail.cooperate.domain.records import IncomingRecord, RefusedRow
from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case, ExternalReference
from handrail.core.cases.numbers import LETTERS, read_number
from handrail.core.organisations.models import Organisation

# Records that are decided, and written, together.
CHUNK = 500

Outcomes = Sequence[IncomingRecord | RefusedRow]


def find_cases(
    account: Account, organisation: Organisation, outcomes: Outcomes, identities: Sequence[Identity]
) -> dict[int, UUID]:
    """Place in the chunk -> the case that its reference names. Only inside `acting_as(account)`."""
    wanted: dict[bytes, list[int]] = defaultdict(list)
    places: set[str] = set()
    of = [(index, identity.reference) for index, identity in enumerate(identities) if identity.reference]
    found_tokens = tokens(organisation.id, [reference for _, reference in of])
    for (index, reference), token in zip(of, found_tokens, strict=True):
        wanted[token].append(index)
        places.update(systems(reference))
    found: dict[int, UUID] = {}
    for some in in_chunks(list(wanted)):
        rows = ExternalReference.objects.editable_by(account).filter(
            organisation=organisation, system__in=sorted(places), token__in=some
        )
        # Where two cases have one id, the one that had it first is meant.
        for known, case_id in rows.order_by("-system").values_list("token", "case_id"):
            found.update(dict.fromkeys(wanted[bytes(known)], case_id))
    return _by_number(account, organisation, outcomes, found)


def _by_number(
    account: Account, organisation: Organisation, outcomes: Outcomes, found: dict[int, UUID]
) -> dict[int, UUID]:
    """A case that left without an id of its own carries its case number; it is known again by that."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for index, outcome in enumerate(outcomes):
        case_id = str(outcome.values.get(CASE_ID, "")) if isinstance(outcome, IncomingRecord) else ""
        number = read_number(case_id) if case_id and index not in found else ""
        if len(number) == 9 and set(number) <= {*LETTERS, "-"}:
            numbers[number].append(index)
    for some in in_chunks(list(numbers)):
        cases = Case.objects.editable_by(account).filter(organisation=organisation, number__in=some)
        for number, found_id in cases.values_list("number", "id"):
            found.update(dict.fromkeys(numbers[number], found_id))
    return found


def editable_cases(account: Account, ids: set[UUID]) -> set[UUID]:
    """Those of the cases that the account may change. Only inside `acting_as(account)`."""
    found: set[UUID] = set()
    for some in in_chunks(sorted(ids)):
        found.update(Case.objects.editable_by(account).filter(id__in=some).values_list("id", flat=True))
    return found


def in_chunks(items: Sequence[Any], size: int = CHUNK) -> Iterator[list[Any]]:
    """Lists of at most `size` items, in order."""
    for start in range(0, len(items), size):
        yield list(items[start : start + size])
