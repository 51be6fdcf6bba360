"""Imports through the API: send a file, look at what the check found, bring it in, take it back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, BinaryIO
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Form, Query, Router
from ninja.files import UploadedFile
from pydantic import Field

from handrail.cooperate import jobs
from handrail.cooperate.actions.checking import refusal_json
from handrail.cooperate.actions.payload import about, problem_from
from handrail.cooperate.actions.running import confirm_import
from handrail.cooperate.actions.undoing import begin_undo, may_undo, undo_at_once, undo_import
from handrail.cooperate.actions.uploads import choose_mapping, start_import, throw_away
from handrail.cooperate.domain.mapping import MappingRefused
from handrail.cooperate.domain.mapping_document import read_mapping
from handrail.cooperate.domain.refused import FileRefused
from handrail.cooperate.models import RUN, UNDO, ImportRun, Outcome
from handrail.cooperate.queries import (
    counts_of,
    find_import,
    newest_imports,
    opened,
    units_to_import_to,
    waiting_rows,
)
from handrail.cooperate.words import refusal_words
from handrail.core import vault
from handrail.core.api.answers import Answer
from handrail.core.api.cursors import read_place, write_cursor
from handrail.core.api.domain.problem import Fault, Problem
from handrail.core.api.guard import account_of
from handrail.core.api.needs import needs
from handrail.core.api.reading import log_read
from handrail.core.api.routes.documents import Written
from handrail.core.api.schemas import Asked, Document, Named
from handrail.core.clock import now
from handrail.core.organisations.models import Unit

router = Router(tags=["imports"])
IMPORTS = "/api/v1/imports"
LONGEST_MAPPING = 1_000_000


class ImportProblem(Document):
    row: int
    column: str
    code: str
    why: str
    mend: str


class ImportSummary(Document):
    id: UUID
    file: str = Field(description="What the file was called")
    status: str = Field(
        description="uploaded, mapped, checked, confirmed, running, done, failed, undoing or undone"
    )
    unit: Named = Field(description="Where new cases go")
    created_at: datetime
    finished_at: datetime | None
    rows_done: int
    rows_total: int
    waiting: int = Field(description="Rows that wait to be mended or decided")


class ImportList(Document):
    items: list[ImportSummary]
    next: str | None = Field(description="Send it as `after` for the next page; null on the last one")


class ImportDocument(ImportSummary):
    counts: dict[str, int] = Field(description="Rows by what became, or will become, of them")
    refused: list[ImportProblem] = Field(description="Why rows were not taken, the first hundred or so")
    unreadable: list[dict[str, str]] = Field(description="Why the whole file cannot be read, if it cannot")
    failed_because: str
    may_undo: bool


class ImportQuestion(Asked):
    after: str = Field("", description="The `next` of the page before", max_length=600)


@router.get("/imports", response=ImportList, summary="Imports, newest first")
@needs("imports", "read", RUN, words=refusal_words)
def list_imports(request: HttpRequest, asked: Query[ImportQuestion]) -> ImportList:
    """A page of the imports that the account's roles reach."""
    account = account_of(request)
    question = ["imports", str(account.id)]
    place = read_place(asked.after, question=question)
    page = newest_imports(account, before=str(place[0]) if place else "")
    log_read(account, "cooperate:import:listed", [each.run.id for each in page.imports], kind="import")
    items = [ImportSummary(**_facts(each.run, each.told.name, each.waiting)) for each in page.imports]
    return ImportList(items=items, next=write_cursor([page.older], question=question) if page.older else None)


@router.get("/imports/{uuid:import_id}", response=ImportDocument, summary="One import")
@needs("imports", "read", RUN, words=refusal_words)
def get_import(request: HttpRequest, import_id: UUID) -> ImportDocument:
    """How far it is, what the check found or what became of its rows, and why rows were not taken."""
    account = account_of(request)
    run = find_import(account, import_id)
    told, done = about(run), run.has_rows
    log_read(account, "cooperate:import:opened", [run.id], kind="import")
    refused = waiting_rows(account, run, Outcome.REFUSED) if done else []
    possible = waiting_rows(account, run, Outcome.POSSIBLE_UPDATE) if done else []
    blocks = opened(run, refused) if done else [{"problems": told.preview.get("problems", [])}]
    return ImportDocument(
        **_facts(run, told.name, len(refused) + len(possible)),
        counts=counts_of(account, run) if done else told.preview.get("counts", {}),
        refused=[_problem(each) for block in blocks for each in block.get("problems", [])],
        unreadable=told.preview.get("refused", []),
        failed_because=run.failed_because,
        may_undo=may_undo(account, run, at=now()),
    )


@router.post("/imports", response={201: Written}, summary="Send a file")
@needs("imports", "write", RUN, once=True, words=refusal_words)
def create_import(
    request: HttpRequest,
    file: File[UploadedFile],
    unit: Form[UUID | None] = None,
    mapping: Form[str] = "",
) -> Answer:
    """Send a workbook, CSV or survey export as multipart/form-data. It is kept encrypted and checked; nothing
    is written until you confirm.

    `mapping` says which column is what (the document that the page of an import lets you download); a layout
    that is known needs none. `unit` is where new cases go. Read the import until its status is `checked`."""
    account = account_of(request)
    stream: BinaryIO = file.file  # type: ignore[assignment]
    with _told():
        if mapping:
            read_mapping(mapping[:LONGEST_MAPPING])
        run = start_import(
            stream, name=file.name or "file", by=account, unit=_unit_of(request, unit), at=now()
        )
        if mapping or run.layout or about(run).mended:
            choose_mapping(run, mapping)
            jobs.check.enqueue(run_id=str(run.id), account_id=str(account.id))
    url = f"{IMPORTS}/{run.id}"
    return Answer(Written(id=run.id, version=None, url=url), 201, {"Location": url})


@router.post("/imports/{uuid:import_id}/confirm", response=Written, summary="Bring a checked file in")
@needs("imports", "write", RUN, once=True, words=refusal_words)
def confirm(request: HttpRequest, import_id: UUID) -> Answer:
    """Write what the check found, a chunk at a time: `rows_done` says how far it is. Read the import until
    its status is `done`. One that `failed` keeps what is in; confirm it again, and it goes on from there."""
    account = account_of(request)
    run = find_import(account, import_id)
    confirm_import(run, by=account)
    jobs.bring_in.enqueue(run_id=str(run.id), account_id=str(account.id))
    return Answer(Written(id=run.id, version=None, url=f"{IMPORTS}/{run.id}"))


@router.post("/imports/{uuid:import_id}/undo", response=Written, summary="Take an import back")
@needs("imports", "write", RUN, UNDO, once=True, words=refusal_words)
def undo(request: HttpRequest, import_id: UUID) -> Answer:
    """Remove the cases that it made and set back those that it changed. What moved on since stays. A large
    import is `undoing` for a while: read it until its status is `undone`."""
    account = account_of(request)
    run = find_import(account, import_id)
    if undo_at_once(run):
        undo_import(run, by=account, at=now())
    else:
        begin_undo(run, by=account, at=now())
        jobs.undo.enqueue(run_id=str(run.id), account_id=str(account.id))
    return Answer(Written(id=run.id, version=None, url=f"{IMPORTS}/{run.id}"))


@router.delete("/imports/{uuid:import_id}", response={204: None}, summary="Throw a file away")
@needs("imports", "write", RUN, words=refusal_words)
def remove_import(request: HttpRequest, import_id: UUID) -> Answer:
    """Remove a file that is not in, with all that is kept about it. No case is changed."""
    account = account_of(request)
    throw_away(find_import(account, import_id), by=account)
    return Answer(None, 204)


@contextmanager
def _told() -> Iterator[None]:
    """Tell a program what a file or a mapping was refused for, with its place and how to mend it."""
    try:
        yield
    except FileRefused as refused:
        raise Problem(422, refused.code, why=refused.why, mend=refused.mend) from refused
    except MappingRefused as refused:
        faults = [
            Fault(f"form: mapping, {each['where']}", each["code"], each["why"], each["mend"])
            for each in refusal_json(refused)
        ]
        raise Problem(422, "request-invalid", faults=faults) from refused
    except vault.TooLarge as large:
        raise Problem(413, "body-too-large") from large


def _unit_of(request: HttpRequest, wanted: UUID | None) -> Unit:
    units = units_to_import_to(account_of(request))
    chosen = next((unit for unit in units if wanted is None or unit.id == wanted), None)
    if chosen is None:
        faults = [Fault("form: unit", "import-unit", "You cannot bring cases into this unit.")]
        raise Problem(422, "request-invalid", faults=faults)
    return chosen


def _facts(run: ImportRun, name: str, waiting: int) -> dict[str, Any]:
    return {
        "id": run.id,
        "file": name,
        "status": run.status,
        "unit": Named(id=run.unit_id, name=run.unit.name),
        "created_at": run.created_at,
        "finished_at": run.finished_at,
        "rows_done": run.rows_done,
        "rows_total": run.rows_total,
        "waiting": waiting,
    }


def _problem(block: dict[str, Any]) -> ImportProblem:
    problem = problem_from(block)
    return ImportProblem(
        row=problem.row, column=problem.column, code=problem.code, why=problem.why, mend=problem.mend
    )
