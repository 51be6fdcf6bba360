"""Every screening held anew against the instrument and the rules as they stand today."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from handrail.core import vault
from handrail.core.cases.records import place_of
from handrail.core.questionnaires.domain.interview import fitting
from handrail.identify.domain.screening import determined
from handrail.identify.instruments.loading import instruments, interview
from handrail.identify.screenings.models import Screening

AT_ONCE = 1000
WHY = "an operator's logged reason: only ids and results are told"


@dataclass(frozen=True, slots=True)
class Otherwise:
    """A screening that would come to something else today. `fits`: every answer still has its question."""

    id: UUID
    case: UUID
    version: str
    before: str
    after: str
    child_before: bool | None
    child_after: bool | None
    fits: bool


def reconsider(report: Callable[[int, int], None]) -> Iterator[Otherwise]:
    """Yield the screenings whose result or child differs today; `report(done, of)` after each thousand.

    Nothing is written: a result belongs to the interview that was held. Answers whose question is gone, or
    does not apply any more, count for nothing. Erased persons are passed by.
    """
    rows = Screening.objects.unscoped(WHY).filter(instrument__in=instruments())
    total, done = rows.count(), 0
    each = rows.select_related("case").order_by("id").iterator(chunk_size=AT_ONCE)
    while some := list(islice(each, AT_ONCE)):
        opened = vault.unseal_many([(one.case.person_id, place_of(one), bytes(one.sealed)) for one in some])
        for screening, said in zip(some, opened, strict=True):
            if isinstance(said, dict):
                answers = {str(question): str(answer) for question, answer in said.get("answers", ())}
                yield from _compared(screening, answers)
        done += len(some)
        report(done, total)


def _compared(screening: Screening, answers: dict[str, str]) -> Iterator[Otherwise]:
    instrument = interview(screening.instrument)
    kept = fitting(instrument, answers)
    found = determined(instrument, kept)
    now = (found.result.value, found.child)
    if now != (screening.result, screening.child):
        yield Otherwise(
            id=screening.id,
            case=screening.case_id,
            version=screening.instrument_version,
            before=screening.result,
            after=now[0],
            child_before=screening.child,
            child_after=now[1],
            fits=kept == answers,
        )
