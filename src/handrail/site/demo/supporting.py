"""The directory of Lantessara's services, what was asked of them, and plans: all of it invented."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from uuid import uuid4

from handrail.core.cases.models import Case
from handrail.core.cases.records import seal_words
from handrail.protect.needs.domain.states import NeedState
from handrail.protect.needs.models import Need
from handrail.protect.plan.domain.states import GoalState, StepState
from handrail.protect.plan.models import Goal, Step
from handrail.protect.services.domain.states import RequestState, answer_by
from handrail.protect.services.models import Service, ServiceRequest
from handrail.protect.services.targets import answer_hours
from handrail.site.demo.domain.country import MORNING, ONDRELAY, QUORRIMEL, STEADFAST, TIRRASINE, WELFARE
from handrail.site.demo.staffing import Staffed

# keeper, name, who runs it, kinds, and what is particular about it
SERVICES: tuple[tuple[str, str, str, str, dict[str, object]], ...] = (
    (
        MORNING,
        "Morning Orchard, women’s house",
        "Morning Orchard House",
        "shelter food_clothing psychosocial",
        {"sexes": ["female"], "places": 40, "free": 6, "languages": ["eng", "tha", "mya"], "step_free": True},
    ),
    (
        WELFARE,
        "State reception centre",
        "Department of Family and Social Care",
        "shelter food_clothing medical_general",
        {
            "places": 120,
            "free": 31,
            "asks_cooperation": True,
            "conditions": "Takes only people who have given a statement to the police.",
        },
    ),
    (
        STEADFAST,
        "Steadfast men’s lodging",
        "Steadfast",
        "shelter food_clothing",
        {
            "sexes": ["male"],
            "province": TIRRASINE,
            "places": 12,
            "free": 0,
            "age_from": 18,
            "asks_cooperation": True,
        },
    ),
    (
        WELFARE,
        "Children’s house by the lake",
        "Department of Family and Social Care",
        "shelter education psychosocial child_psychologist",
        {"age_to": 17, "places": 25, "free": 3, "step_free": False},
    ),
    (
        MORNING,
        "Lantern Street clinic",
        "Lantern Street Health Trust",
        "medical_general medical_emergency sexual_reproductive_health dental",
        {"languages": ["eng", "vie", "khm"], "opening": "Every day, 08:00 to 20:00"},
    ),
    (
        MORNING,
        "Someone to talk to",
        "Three Bells Counselling",
        "mental_health psychosocial",
        {"languages": ["eng", "mya"], "free": 0, "places": 30},
    ),
    (
        STEADFAST,
        "Legal aid for workers",
        "Fair Hands Law Clinic",
        "legal_information legal_representation wage_claim compensation_claim",
        {"languages": ["eng", "ind", "khm"], "opening": "Monday to Friday"},
    ),
    (
        WELFARE,
        "Identity papers desk",
        "Civil Registry",
        "documents immigration_status",
        {"province": ONDRELAY, "conditions": "Asks for one witness who knows the person."},
    ),
    (
        STEADFAST,
        "Interpreters on call",
        "Voices Across",
        "interpretation",
        {"languages": ["mya", "khm", "lao", "vie", "tha", "ind"], "opening": "Day and night, by phone"},
    ),
    (
        MORNING,
        "River border first help",
        "Morning Orchard House",
        "shelter food_clothing interpretation emergency_safety",
        {"province": QUORRIMEL, "places": 8, "free": 2},
    ),
    (
        STEADFAST,
        "A trade and a start",
        "Second Loom Co-operative",
        "vocational_training job_placement livelihood_grant",
        {"age_from": 16, "languages": ["eng"]},
    ),
)
# Entries that nobody has looked at for long.
LONG_AGO = {"Someone to talk to"}
ASKED = "Asked the person on duty by phone."
REFUSALS = ("full", "cooperation", "cooperation", "sex", "language", "papers", "age")
GOALS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Sleep through the night without waking up.",
        ("First talk with the counsellor", "A room that can be locked from inside"),
    ),
    (
        "Have my own paper with my own name.",
        ("Find a witness for the registry", "Photographs", "Go to the desk together"),
    ),
    ("Get what I worked for.", ("Write down days and sums", "Meet the lawyer")),
    ("Learn to sew well enough to earn from it.", ("Visit the workshop", "Talk about the hours")),
)


def write_directory(staffed: Staffed, *, at: datetime) -> dict[str, list[Service]]:
    """Write the directory; return who offers what, by kind of need."""
    services = [
        Service(
            id=uuid4(),
            organisation=staffed.organisations[keeper],
            name=name,
            provider=provider,
            kinds=f"|{'|'.join(kinds.split())}|",
            contact="Through the switchboard of the house that keeps this entry.",
            checked_on=at.date() - timedelta(days=140 if name in LONG_AGO else 9),
            **{"asks_cooperation": False, **more},
        )
        for keeper, name, provider, kinds, more in SERVICES
    ]
    Service.objects.bulk_create(services)
    by_kind: dict[str, list[Service]] = {}
    for service in services:
        for kind in service.kind_list:
            by_kind.setdefault(kind, []).append(service)
    return by_kind


def write_support(
    needs: Sequence[tuple[Need, Case]],
    offered: Mapping[str, Sequence[Service]],
    rng: Random,
    *,
    at: datetime,
) -> int:
    """Write what was asked of services, and a plan for every third case; return how many were asked."""
    requests = [
        _request(need, case, rng.choice(offered[need.kind]), rng, at)
        for need, case in needs
        if need.kind in offered and need.state != NeedState.DECLINED and rng.random() < 0.8
    ]
    ServiceRequest.objects.insert(requests)
    goals, steps = [], []
    for case in {case.id: case for _need, case in needs[::3]}.values():
        goal, its_steps = _goal(case, rng, at)
        goals.append(goal)
        steps += its_steps
    Goal.objects.insert(goals)
    Step.objects.insert(steps)
    return len(requests)


def _request(need: Need, case: Case, service: Service, rng: Random, at: datetime) -> ServiceRequest:
    if need.state == NeedState.MET:
        state = rng.choice([RequestState.ARRIVED, RequestState.ENDED])
    else:
        state = rng.choice([RequestState.ASKED, RequestState.WAITING, *[RequestState.DECLINED] * 3])
    reason = rng.choice(REFUSALS) if state is RequestState.DECLINED else ""
    answered = min(at, need.created_at + timedelta(hours=rng.randint(1, 90)))
    arrived = state in (RequestState.ARRIVED, RequestState.ENDED)
    request = ServiceRequest(
        id=uuid4(),
        case=case,
        need=need,
        kind=need.kind,
        service=service,
        state=state,
        reason=reason,
        answer_by=answer_by(need.created_at, urgent=need.urgent, hours=answer_hours()),
        answered_at=None if state is RequestState.ASKED else answered,
        handed_over_at=answered if arrived else None,
        went_along=rng.random() < 0.6 if arrived else None,
        helped=rng.choice(["yes", "yes", "partly", "no", ""]) if state is RequestState.ENDED else "",
        written_by=case.owner_id,
        created_at=need.created_at,
        updated_at=answered,
    )
    seal_words(request, case.person_id, {"words": ASKED})
    return request


def _goal(case: Case, rng: Random, at: datetime) -> tuple[Goal, list[Step]]:
    words, to_do = rng.choice(GOALS)
    began = at - timedelta(days=rng.randint(5, 60))
    stamps = {"written_by": case.owner_id, "created_at": began, "updated_at": began}
    goal = Goal(id=uuid4(), case=case, state=GoalState.OPEN, **stamps)
    seal_words(goal, case.person_id, {"words": words})
    steps = []
    for place, text in enumerate(to_do):
        step = Step(
            id=uuid4(),
            case=case,
            goal=goal,
            state=StepState.DONE if place == 0 else StepState.OPEN,
            due_on=(began + timedelta(days=30 * (place + 1))).date(),
            owner_id=case.owner_id,
            **stamps,
        )
        seal_words(step, case.person_id, {"words": text})
        steps.append(step)
    return goal, steps
