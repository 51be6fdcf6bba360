"""Needs and safety of some of the invented people, as a shelter would have written them down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from random import Random
from uuid import uuid4

from handrail.core.cases.models import Case, CaseStatus
from handrail.core.cases.records import seal_words
from handrail.core.organisations.models import AgencyKind
from handrail.protect.needs.domain.states import NeedState, due_at
from handrail.protect.needs.models import Need, Safety
from handrail.protect.needs.targets import target_hours
from handrail.site.demo.domain.world import Story

SO_MANY = 240
KINDS = (
    "shelter",
    "medical_general",
    "psychosocial",
    "legal_information",
    "documents",
    "interpretation",
    "wage_claim",
)
WORDS = {
    "harm": (
        "The recruiter, who knows the village.",
        "A cousin who arranged the journey.",
        "The foreman, who kept the papers.",
    ),
    "ways": (
        "Mornings, through the house phone.",
        "Text first: “is the cloth ready?”",
        "Only in person, on market day.",
    ),
    "never": (
        "Do not say where the call comes from.",
        "Leave no message at all.",
        "The family answers the phone and knows nothing.",
    ),
    "plan": (
        "If somebody stands at the gate: stay in, tell the night worker. The bag with papers is packed.",
        "Take the second bus, never the first, and call on arrival.",
    ),
}
ANSWERS = ("A room was found the same evening.", "Seen at the clinic.", "An interpreter came along.")


def write_needs(
    written: Sequence[tuple[Story, Case]], rng: Random, *, at: datetime
) -> list[tuple[Need, Case]]:
    """Write safety and needs for the newest open cases of shelters and welfare; return the needs."""
    open_ones = [
        (story, case)
        for story, case in written
        if case.status != CaseStatus.CLOSED
        and case.organisation.kind in {AgencyKind.SHELTER, AgencyKind.WELFARE}
    ]
    newest = sorted(open_ones, key=lambda pair: (pair[0].last_day, str(pair[1].number)))[-SO_MANY:]
    safeties: list[Safety] = []
    needs: list[tuple[Need, Case]] = []
    for story, case in newest:
        noted = min(at, datetime.combine(story.last_day, time(10), tzinfo=UTC))
        safeties.append(_safety(case, rng, noted))
        needs += [(_need(case, kind, rng, noted), case) for kind in rng.sample(KINDS, rng.randint(1, 3))]
    Safety.objects.insert(safeties)
    Need.objects.insert([need for need, _case in needs])
    return needs


def _safety(case: Case, rng: Random, noted: datetime) -> Safety:
    safety = Safety(
        id=uuid4(),
        case=case,
        danger=rng.choice(["none", "possible", "possible", "serious"]),
        review_on=noted.date() + timedelta(days=rng.choice([30, 90, 400])),
        written_by=case.owner_id,
        created_at=noted,
        updated_at=noted,
    )
    words = {name: rng.choice(said) for name, said in WORDS.items()}
    seal_words(safety, case.person_id, words)
    return safety


def _need(case: Case, kind: str, rng: Random, noted: datetime) -> Need:
    state = rng.choice([NeedState.OPEN, NeedState.MET, NeedState.MET, NeedState.MET, NeedState.DECLINED])
    need = Need(
        id=uuid4(),
        case=case,
        kind=kind,
        state=state,
        due_at=due_at(kind, noted, target_hours()),
        answered_at=None if state is NeedState.OPEN else noted + timedelta(hours=rng.randint(1, 30)),
        written_by=case.owner_id,
        created_at=noted,
        updated_at=noted,
    )
    seal_words(need, case.person_id, {"answer": rng.choice(ANSWERS) if state is NeedState.MET else ""})
    return need
