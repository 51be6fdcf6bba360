"""A file comes in: kept encrypted, mapped, or thrown away again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import BinaryIO
from uuid import UUID

from django.db import transaction

from handrail.cooperate.actions.matching import MENDING_COLUMNS
from handrail.cooperate.actions.payload import About, about, keep_about
from handrail.cooperate.domain.mapping_document import read_mapping
from handrail.cooperate.domain.refused import FileRefused
from handrail.cooperate.models import RUN, ImportRow, ImportRun, RunStatus, SavedMapping
from handrail.cooperate.readers import Look, limits, look
from handrail.core import vault
from handrail.core.access import Refused
from handrail.core.access.door import reach_of
from handrail.core.accounts.models import Account
from handrail.core.audit import record
from handrail.core.operations.scanning import Verdict, scan
from handrail.core.organisations.models import Unit
from handrail.core.vault.files import remove_files
from handrail.core.vault.models import KeptFile


def start_import(stream: BinaryIO, *, name: str, by: Account, unit: Unit, at: datetime) -> ImportRun:
    """Look at a file and keep it. Raises FileRefused (then nothing is kept) and Refused.

    A file of mended rows takes over the mapping of the import that refused them.
    """
    if not may_import_to(by, unit):
        raise Refused("import-unit", {"unit": unit.id})
    _check_scanned(scan(stream))
    stream.seek(0)
    seen = look(stream, name=name)
    stream.seek(0)
    kept = vault.store_file(stream, ("organisation", unit.organisation_id), limit=limits.LARGEST_TABLE)
    run = ImportRun(
        organisation_id=unit.organisation_id,
        unit=unit,
        account=by,
        file_id=kept.id,
        layout=seen.layout,
        created_at=at,
    )
    told = About(name=name[-200:], kind=seen.kind, sheets=[sheet.name for sheet in seen.sheets])
    mended = mended_from(seen, by)
    if mended is not None:
        earlier = about(mended)
        told.mended, told.mapping, told.mapping_name = True, earlier.mapping, earlier.mapping_name
    keep_about(run, told)
    ImportRun.objects.insert([run])
    _log("uploaded", run, by)
    return run


def _check_scanned(verdict: Verdict) -> None:
    """Raise FileRefused unless the scanner found the file clean, or there is none."""
    if verdict is Verdict.INFECTED:
        raise FileRefused(
            verdict.value,
            "The scanner found a virus in this file.",
            "Ask whoever gave it to you for another copy, and tell your administrator.",
        )
    if verdict is Verdict.NOT_SCANNED:
        raise FileRefused(
            verdict.value,
            "The virus scanner does not answer, so the file was not taken.",
            "Try again later; tell your administrator.",
        )


def may_import_to(account: Account, unit: Unit) -> bool:
    """Whether the account's roles let it bring cases into this unit."""
    reach = reach_of(account, RUN)
    return unit.organisation_id in reach.organisations or unit.id in reach.units


def mended_from(seen: Look, account: Account) -> ImportRun | None:
    """The import whose refused rows this file sends back, if it does."""
    for sheet in seen.sheets:
        head = sheet.rows[0] if sheet.rows else []
        if MENDING_COLUMNS[0] in head:
            place = head.index(MENDING_COLUMNS[0])
            ids = [id for row in sheet.rows[1:] if place < len(row) and (id := as_id(row[place]))]
            rows = ImportRow.objects.visible_to(account).filter(id__in=ids).select_related("run")
            return next((row.run for row in rows), None)
    return None


def as_id(text: str) -> UUID | None:
    try:
        return UUID(text.strip())
    except ValueError:
        return None


@transaction.atomic
def choose_mapping(run: ImportRun, document: str, *, name: str = "") -> ImportRun:
    """Set the mapping of a file: "" for a layout that we know, or for the one that mended rows bring along.

    Raises MappingRefused, Refused.
    """
    run.check_next(RunStatus.MAPPED)
    told = about(run)
    if not document and told.mended:
        document, name = told.mapping, told.mapping_name
    if document:
        told.mapping_name = name or read_mapping(document).name
    told.mapping, told.preview = document, {}
    keep_about(run, told)
    run.status, run.phase, run.rows_done, run.failed_because = RunStatus.MAPPED, "", 0, ""
    run.save()
    return run


@transaction.atomic
def save_mapping(run: ImportRun, name: str, document: str, *, by: Account, at: datetime) -> SavedMapping:
    """Keep a mapping under a name; one of the same name in the organisation is replaced."""
    saved, _new = SavedMapping.objects.get_or_create(
        organisation_id=run.organisation_id, name=name[:120], defaults={"saved_by": by.id, "saved_at": at}
    )
    saved.headers_token, saved.saved_by, saved.saved_at = run.headers_token, by.id, at
    saved.sealed = vault.seal_for_organisation(run.organisation_id, f"mapping:{saved.id}", document)
    saved.save()
    record(
        action="cooperate:mapping:saved",
        kind="mapping",
        ids=[saved.id],
        actor=by.id,
        organisation=run.organisation_id,
    )
    return saved


def saved_document(saved: SavedMapping) -> str:
    """Return the document of a kept mapping."""
    text: str = vault.unseal_for_organisation(
        saved.organisation_id, f"mapping:{saved.id}", bytes(saved.sealed)
    )
    return text


def headers_token(organisation: UUID, headers: Sequence[str]) -> bytes:
    """A keyed hash by which a file with the same headers is known again."""
    return vault.reference_token(organisation, "import-headers", "\n".join(headers))


@transaction.atomic
def throw_away(run: ImportRun, *, by: Account) -> None:
    """Remove a file of which nothing is in (or was taken back), with everything kept about it."""
    at_work = (RunStatus.RUNNING, RunStatus.CONFIRMED, RunStatus.DONE, RunStatus.UNDOING)
    if run.status in at_work or (run.rows_in and run.status != RunStatus.UNDONE):
        raise Refused("import-state", {"run": run.id, "now": run.status, "wanted": "removed"})
    let_go_of_file(run)
    _log("removed", run, by)
    ImportRun.objects.editable_by(by, RUN).filter(id=run.id).delete()


def let_go_of_file(run: ImportRun) -> None:
    """Remove the kept file once it is not needed: it holds names that no erasure of a person would reach."""
    if run.file_id is None:
        return
    KeptFile.objects.filter(id=run.file_id, owner=run.organisation_id).delete()
    transaction.on_commit(partial(remove_files, [run.file_id]))
    run.file_id = None


def _log(done: str, run: ImportRun, by: Account) -> None:
    record(
        action=f"cooperate:import:{done}",
        kind="import",
        ids=[run.id],
        actor=by.id,
        organisation=run.organisation_id,
    )
