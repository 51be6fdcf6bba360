"""Break-glass: an emergency opening of one case, with a reason, for hours; somebody is told and looks at it.

An exclusion is never opened: the case is looked for past the roles' reach, but not past `NotHidden`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet

from handrail.core import vault
from handrail.core.access.domain.refusal import Refused
from handrail.core.access.door import NotHidden, reach_of
from handrail.core.access.models import BreakGlass
from handrail.core.accounts.models import Account
from handrail.core.audit import record
from handrail.core.cases.models import Case
from handrail.core.cases.numbers import read_number
from handrail.core.notices.actions import tell
from handrail.core.notices.domain.kinds import NoticeKind
from handrail.core.notices.queries import who_may

USE = "core:breakglass:use"
REVIEW = "core:breakglass:review"
LASTS = timedelta(hours=4)
# So many openings may wait for somebody to look at them before the next is refused. Ours.
MOST_WAITING = 5


class Reason(StrEnum):
    """Why somebody opens a case that is not theirs to open."""

    LIFE = "life-at-risk"
    FOUND = "person-found"
    DEADLINE = "deadline-today"
    NOBODY = "nobody-reachable"
    OTHER = "other"


class Verdict(StrEnum):
    """What the reviewer found."""

    NEEDED = "needed"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Told:
    """What was given as the reason: its code and the words."""

    reason: str
    text: str


@transaction.atomic
def open_in_emergency(number: str, *, reason: Reason, text: str, by: Account, at: datetime) -> Case:
    """Open the case of that number in the account's reach of break-glass for four hours.

    A case that is open to the account anyway is given back as it is. Raises `Refused`: too-many-waiting,
    before any number is looked at; no-such-case, the same for a number that nobody has, a case of another
    organisation, and one excluded for the account; closed-by-reviewer for a case that this account opened
    before without need.
    """
    Account.objects.select_for_update().get(id=by.id)
    if BreakGlass.objects.filter(account_id=by.id, reviewed_at=None).count() >= MOST_WAITING:
        raise Refused("too-many-waiting", {"most": MOST_WAITING})
    in_sight = Case.objects.visible_to(by).filter(number=read_number(number)).first()
    if in_sight is not None:
        return in_sight
    case = _find(read_number(number), by)
    if case is None:
        raise Refused("no-such-case")
    if BreakGlass.objects.filter(case_id=case.id, account_id=by.id, doubtful=True).exists():
        raise Refused("closed-by-reviewer")
    opening = BreakGlass(id=uuid4(), case_id=case.id, account_id=by.id, opened_at=at, until=at + LASTS)
    told = {"reason": reason.value, "text": text}
    opening.sealed_reason = vault.seal_for_organisation(case.organisation_id, _purpose(opening.id), told)
    opening.save(force_insert=True)
    _log("core:breakglass:opened", case, by, reason=reason.value)
    reviewers = who_may(REVIEW, case.unit, at.date())
    tell(reviewers, NoticeKind.EMERGENCY_OPENING, by=by, at=at, case_id=case.id)
    return case


def _find(number: str, by: Account) -> Case | None:
    reach = sorted(reach_of(by, USE).organisations)
    cases = Case.objects.unscoped("an emergency opens what the roles do not reach; exclusions still hold")
    found = cases.filter(NotHidden("id", by), number=number, organisation_id__in=reach)
    return found.select_related("unit").first()


def waiting_for(reviewer: Account) -> QuerySet[BreakGlass]:
    """Return the openings that a reviewer should look at, oldest first: in their units, never their own."""
    cases = Case.objects.editable_by(reviewer, REVIEW).values("id")
    waiting = BreakGlass.objects.filter(reviewed_at=None, case_id__in=cases).exclude(account_id=reviewer.id)
    return waiting.order_by("opened_at")


def told(opening: BreakGlass, organisation: UUID) -> Told:
    """Return the reason that was given."""
    said = vault.unseal_for_organisation(organisation, _purpose(opening.id), bytes(opening.sealed_reason))
    return Told(reason=said["reason"], text=said["text"])


@transaction.atomic
def review(
    opening: BreakGlass, case: Case, *, verdict: Verdict, note: str, by: Account, at: datetime
) -> None:
    """Keep what the reviewer found. A doubtful opening ends at once, and that account opens that case in no
    other emergency. Raises `Refused("reviewed-already")`.
    """
    waiting = BreakGlass.objects.filter(id=opening.id, reviewed_at=None)
    if not waiting.update(reviewed_by=by.id, reviewed_at=at, doubtful=verdict is Verdict.DOUBTFUL):
        raise Refused("reviewed-already")
    if verdict is Verdict.DOUBTFUL:
        # An opening has length (the database holds that), so one that began this moment lasts an instant.
        ends = max(at, opening.opened_at + timedelta(microseconds=1))
        BreakGlass.objects.filter(id=opening.id, until__gt=ends).update(until=ends)
    _log("core:breakglass:reviewed", case, by, reason=verdict.value, note=note)


def forget_words(cases: list[UUID], organisation: UUID) -> None:
    """Take away what was typed as reasons for opening these cases: it may hold a name. The codes stay."""
    for opening in BreakGlass.objects.filter(case_id__in=cases):
        kept = {"reason": told(opening, organisation).reason, "text": ""}
        opening.sealed_reason = vault.seal_for_organisation(organisation, _purpose(opening.id), kept)
        opening.save(update_fields=["sealed_reason"])


def _purpose(opening: UUID) -> str:
    return f"break-glass:{opening}"


def _log(action: str, case: Case, by: Account, *, reason: str, note: str = "") -> None:
    record(
        action=action,
        kind="case",
        ids=[case.id],
        actor=by.id,
        organisation=case.organisation_id,
        reason=reason,
        note=note,
    )
