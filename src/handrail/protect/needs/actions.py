"""Writing down needs and what keeps a person safe. The caller gives a case that it may change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import F

from handrail.core.access.domain.refusal import Refused
from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case
from handrail.core.cases.records import log_of_case, open_words, seal_words, stamps
from handrail.core.cases.writing import hold
from handrail.protect.needs.domain.states import NeedState, due_at, may_become
from handrail.protect.needs.models import Need, Safety
from handrail.protect.needs.targets import target_hours
from handrail.protect.permissions import HELP

CODED = ("danger", "review_on")


@transaction.atomic
def add_needs(case: Case, kinds: list[str], *, urgent: bool, words: str, by: Account, at: datetime) -> None:
    """Write down needs that the person has. One that is open already stays as it is."""
    hold(case)
    there = set(
        Need.objects.visible_to(by)
        .filter(case=case, kind__in=kinds, state=NeedState.OPEN)
        .values_list("kind", flat=True)
    )
    needs = [
        Need(
            id=uuid4(),
            case=case,
            kind=kind,
            urgent=urgent,
            due_at=due_at(kind, at, target_hours()),
            **stamps(by, at),
        )
        for kind in kinds
        if kind not in there
    ]
    for need in needs:
        seal_words(need, case.person_id, {"words": words})
    Need.objects.insert(needs)
    if needs:
        log_of_case("protect:need:added", case, [need.id for need in needs], by)


@transaction.atomic
def answer_need(need: Need, state: NeedState, *, words: str, by: Account, at: datetime) -> None:
    """Say that a need is met, not wanted, or open again.

    Raises `Refused("need-changed")` where somebody else has said so meanwhile, or the step makes no sense.
    """
    hold(need.case)
    if not may_become(NeedState(need.state), state):
        raise Refused("need-changed")
    opened = open_words([need], need.case.person_id)[0][1]
    seal_words(need, need.case.person_id, {**opened, "answer": words})
    changed = (
        Need.objects.editable_by(by, HELP)
        .filter(id=need.id, version=need.version)
        .update(
            state=state,
            answered_at=None if state is NeedState.OPEN else at,
            sealed=need.sealed,
            version=F("version") + 1,
            updated_at=at,
        )
    )
    if not changed:
        raise Refused("need-changed")
    log_of_case("protect:need:changed", need.case, [need.id], by, state)


@transaction.atomic
def keep_safety(
    case: Case, changes: Mapping[str, Any], *, expected_version: int, by: Account, at: datetime
) -> None:
    """Write changes of what keeps the person safe. `expected_version` is 0 where nothing stood.

    Raises `Refused("changed-meanwhile")` where another version stands now.
    """
    hold(case)
    safety = Safety.objects.visible_to(by).filter(case=case).first()
    if (safety.version if safety else 0) != expected_version:
        raise Refused("changed-meanwhile")
    fresh = safety is None
    if safety is None:
        safety = Safety(id=uuid4(), case=case, version=0, written_by=by.id, created_at=at)
    words = {} if fresh else open_words([safety], case.person_id)[0][1]
    for name, value in changes.items():
        if name in CODED:
            setattr(safety, name, value)
        else:
            words[name] = value
    seal_words(safety, case.person_id, words)
    safety.version, safety.updated_at = safety.version + 1, at
    if fresh:
        Safety.objects.insert([safety])
    else:
        Safety.objects.editable_by(by, HELP).filter(id=safety.id).update(
            danger=safety.danger,
            review_on=safety.review_on,
            sealed=safety.sealed,
            version=safety.version,
            updated_at=at,
        )
    log_of_case("protect:safety:kept", case, [safety.id], by)
