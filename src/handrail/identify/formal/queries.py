"""Formal determinations, read through the door."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case
from handrail.core.cases.records import open_words
from handrail.identify.formal.actions import AGREE
from handrail.identify.formal.domain.states import State
from handrail.identify.formal.models import Formal
from handrail.identify.formal.words import TONES


@dataclass(frozen=True, slots=True)
class FormalLine:
    """`answerable`, `appealable`: by this account, now."""

    formal: Formal
    words: dict[str, Any]
    answerable: bool
    appealable: bool

    @property
    def tone(self) -> str:
        return TONES[State(self.formal.state)]


def formals_of(account: Account, case: Case, *, may_agree: bool, may_propose: bool) -> list[FormalLine]:
    """Return the determinations of a case, the latest first."""
    found = Formal.objects.visible_to(account).filter(case=case).order_by("-created_at", "id")
    return [
        FormalLine(
            formal,
            words,
            answerable=may_agree and formal.state == State.PROPOSED and formal.written_by != account.id,
            appealable=may_propose and formal.state == State.AGREED,
        )
        for formal, words in open_words(found, case.person_id)
    ]


def to_answer(account: Account, limit: int) -> QuerySet[Formal]:
    """Return the proposals that wait for this account, the longest waiting first."""
    return (
        Formal.objects.editable_by(account, AGREE)
        .filter(state=State.PROPOSED)
        .exclude(written_by=account.id)
        .select_related("case")
        .order_by("created_at", "id")[:limit]
    )
