"""New rows without a stable id, paired with the rows of earlier files that they most likely were.

That wants the whole file before its first row is decided: which earlier rows are gone from it, and which of
the new ones is most like each. So the file is read up to twice more; only digests of it are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from uuid import UUID

from django.db.models import QuerySet

from handrail.cooperate.actions.finding import CHUNK, editable_cases, find_cases, in_chunks
from handrail.cooperate.actions.matching import Identity, Likeness, Telling, said_cells
from handrail.cooperate.actions.payload import open_rows
from handrail.cooperate.domain.records import IncomingRecord, RefusedRow
from handrail.cooperate.domain.tally import Tally
from handrail.cooperate.models import ImportRow, ImportRun, Outcome
from handrail.core.access import acting_as
from handrail.core.accounts.models import Account

# So many earlier rows without a stable id are compared with the rows that changed.
MOST_COMPARED = 5_000

Walk = Callable[[], Iterable[IncomingRecord | RefusedRow]]


@dataclass(slots=True)
class _Gone:
    """What the first walk found: the cases that the file still has, and which rows may be edited ones."""

    still_there: Tally = field(default_factory=Tally)
    news: bytearray = field(default_factory=bytearray)  # a byte a record: 1 for one that is new and has no id


def has_earlier_rows(run: ImportRun, account: Account) -> bool:
    """Whether a file with these headers was brought in before. Only inside `acting_as(account)`."""
    return bool(run.headers_token) and _earlier(run, account).exists()


def pairs_with_earlier(run: ImportRun, account: Account, walk: Walk) -> dict[int, UUID]:
    """Place in the file -> the case that the record may be. `walk` gives all records, from the first.

    Every chunk is a transaction of its own. What this run has written itself in an earlier attempt is no
    earlier row: an attempt that goes on finds the pairs that the first one found.
    """
    gone = _first_walk(run, account, walk)
    if not any(gone.news):
        return {}
    likeness = Likeness(_open_earlier(run, account, gone.still_there))
    for place, outcome in enumerate(walk()):
        if gone.news[place]:
            likeness.look_at(place, said_cells(outcome.raw))
    return likeness.pairs()


def _first_walk(run: ImportRun, account: Account, walk: Walk) -> _Gone:
    gone, telling = _Gone(), Telling()
    for chunk in chunks_of(walk()):
        identities = [telling.next(outcome) for outcome in chunk]
        with acting_as(account):
            found = find_cases(account, run.organisation, chunk, identities)
        for case_id in found.values():
            gone.still_there.add(case_id.hex)
        gone.news += bytes(_is_new(found, index, identity) for index, identity in enumerate(identities))
    return gone


def _is_new(found: dict[int, UUID], index: int, identity: Identity) -> bool:
    return identity.reference is not None and not identity.stable and index not in found


def _earlier(run: ImportRun, account: Account) -> QuerySet[ImportRow]:
    return (
        ImportRow.objects.visible_to(account)
        .filter(
            run__organisation=run.organisation,
            run__headers_token=run.headers_token,
            outcome__in=[Outcome.CREATED, Outcome.UPDATED, Outcome.POSSIBLE_UPDATE],
            undone=False,
            person_id__isnull=False,
        )
        .exclude(run=run.id)
    )


def _open_earlier(run: ImportRun, account: Account, still_there: Tally) -> list[tuple[UUID, dict[str, str]]]:
    """The newest earlier rows that are gone from the file, each with the case that it became."""
    with acting_as(account):
        rows = _earlier(run, account).order_by("-run__created_at", "row", "id").values_list("id", "case_id")
        gone = ((id, case) for id, case in rows.iterator() if case and case.hex not in still_there)
        wanted = list(islice(gone, MOST_COMPARED))
        open_to = editable_cases(account, {case_id for _, case_id in wanted})
        known: dict[UUID, dict[str, str]] = {}
        for some in in_chunks([id for id, case_id in wanted if case_id in open_to]):
            found = ImportRow.objects.visible_to(account).in_bulk(some)
            blocks = open_rows(run.organisation_id, found.values())
            for id in some:
                raw = blocks.get(id, {}).get("raw")
                if raw:
                    known.setdefault(found[id].case_id, said_cells(raw))  # type: ignore[arg-type]
    return list(known.items())


def chunks_of(
    outcomes: Iterable[IncomingRecord | RefusedRow],
) -> Iterator[list[IncomingRecord | RefusedRow]]:
    """The records as they come, `CHUNK` at a time."""
    source = iter(outcomes)
    while chunk := list(islice(source, CHUNK)):
        yield chunk
