"""Notes for few eyes, read through a narrower door than the case."""

from __future__ import annotations

from dataclasses import dataclass

from handrail.core.accounts.models import Account
from handrail.core.accounts.names import names_of
from handrail.core.cases.models import Case
from handrail.core.cases.records import open_words
from handrail.protect.sensitive.models import SensitiveNote
from handrail.protect.sensitive.words import KINDS


@dataclass(frozen=True, slots=True)
class NoteLine:
    """`who`: the name of who wrote it."""

    note: SensitiveNote
    kind: str
    words: str
    who: str


def notes_of(account: Account, case: Case) -> list[NoteLine]:
    """Return the notes for few eyes about a case, the latest first."""
    found = list(SensitiveNote.objects.visible_to(account).filter(case=case).order_by("-created_at", "id"))
    names = names_of({note.written_by for note in found})
    return [
        NoteLine(
            note,
            kind=str(KINDS.get(words.get("kind", ""), "")),
            words=str(words.get("words", "")),
            who=names.get(note.written_by, ""),
        )
        for note, words in open_words(found, case.person_id)
    ]
