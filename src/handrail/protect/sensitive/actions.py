"""Writing a note for few eyes. The caller gives a case that it may change."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.db import transaction

from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case
from handrail.core.cases.records import log_of_case, seal_words
from handrail.core.cases.writing import hold
from handrail.protect.sensitive.models import SensitiveNote


@transaction.atomic
def keep_note(case: Case, kind: str, words: str, *, by: Account, at: datetime) -> SensitiveNote:
    """Keep a note. The log's event names neither its kind nor its words."""
    hold(case)
    note = SensitiveNote(id=uuid4(), case=case, written_by=by.id, created_at=at)
    seal_words(note, case.person_id, {"kind": kind, "words": words})
    SensitiveNote.objects.insert([note])
    log_of_case("protect:sensitive-note:kept", case, [note.id], by)
    return note
