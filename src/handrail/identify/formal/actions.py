"""Proposing, answering and appealing. The caller gives a case that it may change."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.db.models import F

from handrail.core.access.domain.refusal import Refused
from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case
from handrail.core.cases.records import log_of_case, open_words, seal_words, stamps
from handrail.core.cases.writing import hold, reach
from handrail.core.milestones.domain.stages import Stage
from handrail.identify.formal.domain.states import Outcome, State, may_become
from handrail.identify.formal.models import Formal

PROPOSE = "identify:determination:propose"
AGREE = "identify:determination:agree"


@transaction.atomic
def propose(case: Case, outcome: Outcome, reasons: str, *, by: Account, at: datetime) -> Formal:
    """Propose a determination, with reasons. Raises `Refused`: formal-waits while another one does."""
    hold(case)
    made = Formal(id=uuid4(), case=case, outcome=outcome, **stamps(by, at))
    seal_words(made, case.person_id, {"reasons": reasons})
    try:
        with transaction.atomic():
            Formal.objects.insert([made])
    except IntegrityError as error:
        raise Refused("formal-waits") from error
    log_of_case("identify:determination:proposed", case, [made.id], by, outcome)
    return made


@transaction.atomic
def answer(formal: Formal, state: State, words: str, *, version: int, by: Account, at: datetime) -> None:
    """Agree to a proposal or return it; who proposed never answers. Agreed as a victim tells the cascade.

    Raises `Refused`: formal-own, changed-meanwhile.
    """
    if formal.written_by == by.id:
        raise Refused("formal-own")
    _become(formal, state, {"answer": words}, AGREE, version=version, by=by, at=at, answered_by=by)
    if state is State.AGREED and formal.outcome == Outcome.VICTIM:
        stages = [Stage.IDENTIFIED]
        reach(formal.case, stages, by=by, source_kind="determination", source_id=formal.id, at=at)


@transaction.atomic
def appeal(formal: Formal, words: str, *, version: int, by: Account, at: datetime) -> None:
    """Write down that the person appeals; another proposal follows. Help goes on meanwhile."""
    _become(formal, State.APPEALED, {"appeal": words}, PROPOSE, version=version, by=by, at=at)


def _become(
    formal: Formal,
    state: State,
    words: dict[str, str],
    permission: str,
    *,
    version: int,
    by: Account,
    at: datetime,
    **more: object,
) -> None:
    case = formal.case
    hold(case)
    before = State(formal.state)
    if not may_become(before, state):
        raise Refused("changed-meanwhile")
    said = open_words([formal], case.person_id)[0][1]
    seal_words(formal, case.person_id, {**said, **words})
    changed = (
        Formal.objects.editable_by(by, permission)
        .filter(id=formal.id, version=version, state=before)
        .update(state=state, sealed=formal.sealed, version=F("version") + 1, updated_at=at, **more)
    )
    if not changed:
        raise Refused("changed-meanwhile")
    log_of_case(f"identify:determination:{state}", case, [formal.id], by)
