"""Keeping a screening, and what a self-harm answer opens at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import uuid4

from django.db import transaction

from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case
from handrail.core.cases.records import log_of_case, seal_words, stamps
from handrail.core.cases.writing import hold
from handrail.core.notices.actions import tell
from handrail.core.notices.domain.kinds import NoticeKind
from handrail.core.questionnaires.domain.instrument import Instrument, InstrumentProblem, Scored, Use, score
from handrail.protect.health.models import Screening
from handrail.protect.needs.actions import add_needs
from handrail.protect.needs.domain.states import NeedState
from handrail.protect.needs.models import Need
from handrail.protect.permissions import HELP

WRITE = "protect:health:write"
SELF_HARM = "self-harm"


@transaction.atomic
def keep_screening(
    case: Case,
    instrument: Instrument,
    *,
    answers: Mapping[str, int] | None = None,
    entered: float | None = None,
    words: str,
    on: date,
    by: Account,
    at: datetime,
) -> tuple[Screening, Scored]:
    """Keep the answers to a tool and their score, or a score that was entered.

    Raises `InstrumentProblem` for answers or a score that the tool does not take. A self-harm answer opens
    the safety path in the same transaction.
    """
    hold(case)
    if instrument.use is Use.ITEMS:
        scored = score(instrument, answers or {})
    else:
        if entered is None or not instrument.lowest <= entered <= instrument.highest:
            raise InstrumentProblem(
                f"{instrument.id}: a score lies between {instrument.lowest:g} and {instrument.highest:g}"
            )
        scored = Scored(entered, ())
    made = Screening(
        id=uuid4(),
        case=case,
        instrument=instrument.id,
        taken_on=on,
        **stamps(by, at),
    )
    said = {
        "answers": [[name, value] for name, value in (answers or {}).items()],
        "score": scored.score,
        "flags": list(scored.flags),
        "words": words,
    }
    seal_words(made, case.person_id, said)
    Screening.objects.insert([made])
    log_of_case("protect:screening:kept", case, [made.id], by)
    if SELF_HARM in scored.flags:
        open_safety_path(case, by=by, at=at)
    return made, scored


def open_safety_path(case: Case, *, by: Account, at: datetime) -> None:
    """Write two needs that cannot wait, and have who is responsible look today; not what was answered."""
    kinds = ["emergency_safety", "mental_health"]
    add_needs(case, kinds, urgent=True, words="", by=by, at=at)
    Need.objects.editable_by(by, HELP).filter(case=case, kind__in=kinds, state=NeedState.OPEN).update(
        urgent=True
    )
    owner = Account.objects.filter(id=case.owner_id) if case.owner_id else Account.objects.none()
    tell(owner, NoticeKind.SAFETY_TODAY, by=by, at=at, case_id=case.id, about=case.id)
    log_of_case("protect:safety-path:opened", case, [], by)
