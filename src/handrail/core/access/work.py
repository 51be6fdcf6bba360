"""What waits in "My work": emergency openings to look at, and colleagues who cannot get in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handrail.core.registry import WorkItem, WorkSource
from handrail.core.shell.calendars import date_format

if TYPE_CHECKING:
    from handrail.core.accounts.models import Account


def emergency_openings(account: Account) -> Iterator[WorkItem]:
    """List the openings that nobody looked at yet, oldest first."""
    from handrail.core.access.breakglass import REVIEW, waiting_for
    from handrail.core.accounts.models import Account
    from handrail.core.cases.models import Case

    if not account.may(REVIEW):
        return
    openings = list(waiting_for(account))
    numbers = dict(
        Case.objects.visible_to(account)
        .filter(id__in=[opening.case_id for opening in openings])
        .values_list("id", "number")
    )
    names = Account.objects.in_bulk([opening.account_id for opening in openings])
    for opening in openings:
        yield WorkItem(
            label=numbers[opening.case_id],
            detail=_("opened by %(name)s") % {"name": names[opening.account_id].display_name},
            url=reverse("emergency_review", args=[opening.id]),
            since=opening.opened_at,
        )


def ways_back(account: Account) -> Iterator[WorkItem]:
    """List the requests that wait for a second person."""
    from handrail.core.accounts.queries import ANSWERS_FOR, MANAGE, waits_for
    from handrail.core.clock import now

    if not (account.may(MANAGE) or account.may(ANSWERS_FOR)):
        return
    for recovery in waits_for(account, now()):
        yield WorkItem(
            label=recovery.account.display_name,
            detail=_("asked for by %(name)s") % {"name": recovery.asked_by.display_name},
            url=reverse("way_back_confirm", args=[recovery.id]),
            since=recovery.asked_at,
        )


def standing_in(account: Account) -> Iterator[WorkItem]:
    """List the colleagues for whom the account stands in today."""
    from handrail.core.absences.queries import away_with_deputy
    from handrail.core.clock import today

    for absence in away_with_deputy(account, today()):
        yield WorkItem(
            label=absence.account.display_name,
            detail=_("back on %(day)s; these cases are in your list meanwhile")
            % {"day": date_format(absence.ends_on)},
            url=f"{reverse('case_list')}?whose=mine",
            since=absence.starts_on,
        )


def caseloads_left(account: Account) -> Iterator[WorkItem]:
    """List colleagues who are gone and still have open cases, for whoever gives out cases."""
    from handrail.core.cases.handover import without_anybody
    from handrail.core.clock import today

    for colleague in without_anybody(account, today()):
        yield WorkItem(
            label=colleague.display_name,
            detail=_("%(unit)s: nobody looks after these cases") % {"unit": colleague.unit.name},
            url=f"{reverse('hand_over')}?of={colleague.id}",
            since=None,
        )


def roles_to_look_at(account: Account) -> Iterator[WorkItem]:
    """Say that roles are due for a look in this quarter."""
    from handrail.core.accounts.queries import MANAGE
    from handrail.core.clock import today
    from handrail.core.rolereviews.domain.quarters import Quarter
    from handrail.core.rolereviews.queries import due_roles

    if account.may(MANAGE) and due_roles(account, today()).exists():
        yield WorkItem(
            label=_("Roles to look at"),
            detail=_("does each person still need what they may open?"),
            url=reverse("role_review"),
            since=Quarter.of(today()).first_day,
        )


SOURCES = (
    WorkSource("role-review", gettext_lazy("Due each quarter"), roles_to_look_at, 30),
    WorkSource("caseloads-left", gettext_lazy("Hand these caseloads over"), caseloads_left, 6),
    WorkSource("standing-in", gettext_lazy("You stand in for"), standing_in, 5),
    WorkSource("emergency", gettext_lazy("Emergency openings to look at"), emergency_openings, 10),
    WorkSource("ways-back", gettext_lazy("Colleagues who cannot get in"), ways_back, 20),
)
