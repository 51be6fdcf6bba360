"""Writing down what a child is owed. The caller gives a case that it may change."""

from __future__ import annotations

from datetime import date, datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import F

from handrail.core.access.domain.refusal import Refused
from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case
from handrail.core.cases.records import log_of_case, seal_words, stamps
from handrail.core.cases.writing import hold
from handrail.protect.children.models import BestInterests, Childhood, Guardian
from handrail.protect.permissions import HELP


@transaction.atomic
def add_guardian(
    case: Case, *, kind: str, since: date, clear: bool, name: str, contact: str, by: Account, at: datetime
) -> Guardian:
    """Write down who stands for the child from a day on; whoever did before does no more."""
    hold(case)
    Guardian.objects.editable_by(by, HELP).filter(case=case, until__isnull=True, since__lte=since).update(
        until=since, updated_at=at, version=F("version") + 1
    )
    made = Guardian(id=uuid4(), case=case, kind=kind, since=since, clear=clear, **stamps(by, at))
    seal_words(made, case.person_id, {"name": name, "contact": contact})
    Guardian.objects.insert([made])
    log_of_case("protect:guardian:added", case, [made.id], by)
    return made


@transaction.atomic
def add_best_interests(
    case: Case,
    *,
    step: str,
    about: str,
    decided_on: date,
    words: str,
    said: str,
    part: str,
    by: Account,
    at: datetime,
) -> BestInterests:
    """Keep a decision about the child; `said` is the child's own view, `part` says who took part."""
    hold(case)
    made = BestInterests(
        id=uuid4(), case=case, step=step, about=about, decided_on=decided_on, **stamps(by, at)
    )
    seal_words(made, case.person_id, {"words": words, "said": said, "part": part})
    BestInterests.objects.insert([made])
    log_of_case("protect:best-interests:decided", case, [made.id], by, step)
    return made


@transaction.atomic
def keep_childhood(
    case: Case, *, detained: str, tracing: str, version: int, by: Account, at: datetime
) -> None:
    """Write whether the child is detained and its family looked for; `version` is 0 where nothing stood.

    Raises `Refused("changed-meanwhile")` where another version stands.
    """
    hold(case)
    standing = Childhood.objects.visible_to(by).filter(case=case).first()
    if (standing.version if standing else 0) != version:
        raise Refused("changed-meanwhile")
    if standing is None:
        standing = Childhood(id=uuid4(), case=case, detained=detained, tracing=tracing, **stamps(by, at))
        seal_words(standing, case.person_id, {})
        Childhood.objects.insert([standing])
    else:
        Childhood.objects.editable_by(by, HELP).filter(id=standing.id, version=version).update(
            detained=detained, tracing=tracing, version=F("version") + 1, updated_at=at
        )
    log_of_case("protect:childhood:kept", case, [standing.id], by, detained)
