"""Fills a fresh installation with one of each thing that an upgrade must carry over."""

from __future__ import annotations

import io
import sys
from base64 import b64encode
from hashlib import sha256
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

# No key is kept in the repository: the invented people are sealed under one that anybody can compute.
MASTER_KEY = b64encode(sha256(b"the invented people of tests/upgrades").digest()).decode()


def build() -> None:
    """Write invented organisations, cases, a file and a sealed log into an empty database."""
    from handrail.core import vault
    from handrail.core.access.acting import acting_as
    from handrail.core.audit import make_checkpoint, seal_pending
    from handrail.core.cases.attachments import attach
    from handrail.core.cases.writing import MilestoneDraft
    from handrail.core.dates import PartialDate
    from tests.cast import NOW, make_cast, open_case

    cast = make_cast()
    milestones = tuple(
        MilestoneDraft(kind, PartialDate.from_text(day))
        for kind, day in (("screened", "2026-02-12"), ("presumed", "2026-02"), ("assisted", "2026-02-20"))
    )
    case = open_case(cast.dao, milestones=milestones)
    open_case(
        cast.kham, values={"hr_FullName": "Somchai Invented", "prs_Citizenship": ["TH"], "hr_Sex": "male"}
    )
    erased = open_case(cast.dao, values={"hr_FullName": "Nobody Anymore"})
    vault.erase_person(erased.person_id)
    with acting_as(cast.dao):
        upload: Any = SimpleUploadedFile("letter.txt", b"A letter that nobody wrote.")
        attach(case, upload, note="invented", by=cast.dao, at=NOW)
    vault.create_signing_key()
    vault.store_file(io.BytesIO(b"kept"), ("organisation", cast.shelter.id))
    seal_pending()
    make_checkpoint()
    print(f"built, Python {sys.version_info[0]}.{sys.version_info[1]}", file=sys.stderr)


if __name__ == "__main__":
    from handrail.site.cli import set_up_django

    set_up_django()
    build()
