"""Files of a case: told by their content, kept encrypted, given back as downloads, never shown in a page."""

from __future__ import annotations

import uuid
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from handrail.core import vault
from handrail.core.access.domain.refusal import Refused
from handrail.core.audit import record
from handrail.core.cases.domain.filetypes import HEAD_BYTES, kind_of, safe_name
from handrail.core.cases.models import Attachment, Case
from handrail.core.cases.words import FILE_KINDS
from handrail.core.operations.scanning import Verdict, scan

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from handrail.core.accounts.models import Account

LIMIT = 25 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class OpenAttachment:
    """A file as a page names it: `kind` is told from its content."""

    record: Attachment
    name: str
    kind: str
    note: str

    @property
    def kind_words(self) -> str:
        return str(FILE_KINDS.get(self.kind, FILE_KINDS["unknown"]))


@transaction.atomic
def attach(case: Case, upload: UploadedFile[Any], *, note: str, by: Account, at: datetime) -> Attachment:
    """Keep an uploaded file with a case that the caller has checked to be editable.

    Raises `Refused`: file-too-large, file-empty, file-runs, file-infected, file-not-scanned. Then nothing is
    kept.
    """
    head = upload.read(HEAD_BYTES)
    upload.seek(0)
    kind = kind_of(head)
    if not head:
        raise Refused("file-empty")
    if not kind.keep:
        raise Refused("file-runs", {"kind": kind.id})
    verdict = scan(upload)
    upload.seek(0)
    if verdict is not Verdict.CLEAN:
        raise Refused(verdict.value)
    try:
        stored = vault.store_file(upload, ("person", case.person_id), limit=LIMIT)
    except vault.TooLarge:
        raise Refused("file-too-large", {"megabytes": LIMIT // 1024 // 1024}) from None
    id = uuid.uuid4()
    said = {"name": safe_name(upload.name or "", kind), "kind": kind.id, "note": note}
    attachment = Attachment(
        id=id,
        case=case,
        file_id=stored.id,
        size=stored.size,
        # The hash of a known file would tell who holds it: the vault keeps it, sealed.
        sha256="",
        sealed=vault.seal(case.person_id, f"attachment:{id}", said),
        added_by=by.id,
        created_at=at,
    )
    Attachment.objects.insert([attachment])
    _log("core:attachment:added", attachment, case, by)
    return attachment


def open_attachments(case: Case, attachments: list[Attachment]) -> list[OpenAttachment]:
    """Return files (read through the door) with their names. One query for the key."""
    blocks = vault.unseal_many(
        (case.person_id, f"attachment:{one.id}", bytes(one.sealed)) for one in attachments
    )
    return [
        _opened(one, {} if isinstance(block, vault.Erased) else block)
        for one, block in zip(attachments, blocks, strict=True)
    ]


class Pieces:
    """The bytes of an opened file, once. `close` lets the file go, also when nobody reads on."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._first = next(pieces, b"")

    def __iter__(self) -> Iterator[bytes]:
        yield self._first
        yield from self._pieces

    def close(self) -> None:
        if isinstance(self._pieces, Generator):
            self._pieces.close()


def give_back(attachment: Attachment, *, by: Account) -> tuple[str, Pieces]:
    """Return the name and the bytes of a file, and log that it was opened.

    The first piece is read before anything is answered, so that a damaged file is an error page and not half
    a file. Raises `vault.Damaged`, `vault.Erased`, `vault.NoFile`.
    """
    case = attachment.case
    (opened,) = open_attachments(case, [attachment])
    pieces = Pieces(vault.open_file(attachment.file_id, ("person", case.person_id)))
    _log("core:attachment:opened", attachment, case, by)
    return opened.name or "file", pieces


def _opened(attachment: Attachment, said: dict[str, Any]) -> OpenAttachment:
    return OpenAttachment(
        attachment, name=said.get("name", ""), kind=said.get("kind", "unknown"), note=said.get("note", "")
    )


def _log(action: str, attachment: Attachment, case: Case, by: Account) -> None:
    record(
        action=action,
        kind="case",
        ids=[case.id, attachment.id],
        actor=by.id,
        organisation=case.organisation_id,
    )
