"""The check before an import: everything is read and decided, and no case is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from handrail.cooperate.actions.deciding import Deciding, Plan
from handrail.cooperate.actions.earlier_rows import chunks_of, has_earlier_rows, pairs_with_earlier
from handrail.cooperate.actions.payload import About, about, keep_about
from handrail.cooperate.actions.preview import Preview
from handrail.cooperate.actions.progress import Progress
from handrail.cooperate.actions.reading import OpenFile, opened_file
from handrail.cooperate.actions.uploads import headers_token
from handrail.cooperate.domain.mapping import MappingRefused
from handrail.cooperate.domain.records import IncomingRecord, ParsedFile, RefusedRow
from handrail.cooperate.domain.refused import FileRefused
from handrail.cooperate.models import ImportRun, RunStatus
from handrail.core.access import acting_as
from handrail.core.accounts.models import Account

# Is told of each record, in the order of the file.
Tell = Callable[[Plan], object]


def say_nothing(_plan: Plan) -> None:
    """Nobody wants to hear of each record."""


def check_import(run: ImportRun, account: Account, *, at: datetime, tell: Tell = say_nothing) -> None:
    """Read and decide every row a chunk at a time, and keep what the preview shows. Writes no case.

    A file that cannot be read goes back to `uploaded`, with the reason in its preview.
    """
    told, preview, progress = about(run), Preview(), Progress(run, account)
    try:
        with (
            opened_file(run, told, today=at.date()) as file,
            walked(file, run, account, progress) as (answer, deciding),
        ):
            done = 0
            for chunk in chunks_of(answer.outcomes):
                with acting_as(account):
                    plans = deciding.decide(chunk)
                for plan in plans:
                    preview.take(plan)
                    tell(plan)
                done += len(chunk)
                progress.reading(done)
    except (FileRefused, MappingRefused) as refused:
        _keep(run, told, account, RunStatus.UPLOADED, {"refused": refusal_json(refused)})
        raise
    told.headers, run.layout = list(answer.headers), answer.layout[:40]
    _keep(run, told, account, RunStatus.CHECKED, preview.told(answer))


@contextmanager
def walked(
    file: OpenFile, run: ImportRun, account: Account, progress: Progress
) -> Iterator[tuple[ParsedFile, Deciding]]:
    """Begin the walk in which the records are decided. Raises FileRefused.

    Where rows without an id may be edited rows of an earlier file, the file is read through before.
    """
    answer = file.read()
    run.headers_token = headers_token(run.organisation_id, answer.headers)
    deciding = Deciding(account, run.organisation)
    with acting_as(account):
        look_ahead = has_earlier_rows(run, account)
    if look_ahead:
        answer.close()
        deciding.pairs = pairs_with_earlier(run, account, lambda: _counted(file.walk(), progress))
        answer = file.read()
    with answer:
        yield answer, deciding


def _counted(
    outcomes: Iterator[IncomingRecord | RefusedRow], progress: Progress
) -> Iterator[IncomingRecord | RefusedRow]:
    """The records as they come, while the run is told how many were read."""
    for done, outcome in enumerate(outcomes, start=1):
        progress.reading(done)
        yield outcome


def refusal_json(refused: FileRefused | MappingRefused) -> list[dict[str, str]]:
    """A refusal of a whole file or mapping, as the pages and the command show it."""
    if isinstance(refused, FileRefused):
        return [{"where": "", "code": refused.code, "why": refused.why, "mend": refused.mend}]
    return [
        {"where": p.where, "code": "mapping-refused", "why": p.why, "mend": p.mend} for p in refused.problems
    ]


def _keep(run: ImportRun, told: About, account: Account, status: str, preview: dict[str, Any]) -> None:
    with acting_as(account):
        run.check_next(status)
        told.preview = preview
        run.status, run.phase = status, ""
        run.rows_total = sum(preview.get("counts", {}).values())
        keep_about(run, told)
        run.save()
