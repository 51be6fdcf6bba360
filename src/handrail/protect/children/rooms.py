"""What this package adds to pages that core owns, and to the help page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handrail.core.access.disclosure import disclosure, may_help
from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case
from handrail.core.clock import now, today
from handrail.core.registry import (
    AppointmentRule,
    OwnCopyPart,
    PersonalRecords,
    WorkItem,
    WorkSource,
    appointment_rules,
    own_copy_parts,
    personal_records,
    work_sources,
)
from handrail.protect.permissions import HELP
from handrail.protect.sections import HelpSection, help_sections

SHOWN = 10


def register() -> None:
    """Called once, when Django has loaded everything."""
    from handrail.protect.children.models import BestInterests, Childhood, Guardian

    help_sections.add(
        HelpSection("child", gettext_lazy("The child"), "protect/children/section.html", child, 5)
    )
    for id, model in (("guardians", Guardian), ("best-interests", BestInterests), ("childhood", Childhood)):
        personal_records.add(PersonalRecords(id, model))
    heading = gettext_lazy("Guardian, and what was decided for you")
    own_copy_parts.add(OwnCopyPart("child", heading, facts, 40))
    appointment_rules.add(AppointmentRule("children", nobody_alone, 10))
    work_sources.add(
        WorkSource("guardians", gettext_lazy("Children for whom nobody stands"), without_guardian, 9)
    )


def nobody_alone(case: Case, kind: str, on: date) -> Iterable[str]:
    """A child has a guardian and a child psychologist along before police, prosecution and court."""
    from handrail.core.appointments.domain.states import JUSTICE, Role
    from handrail.core.cases.childhood import is_child

    return (Role.GUARDIAN, Role.CHILD_PSYCHOLOGIST) if kind in JUSTICE and is_child(case, on) else ()


def child(request: HttpRequest, case: Case) -> dict[str, Any] | None:
    from handrail.core.cases.childhood import is_child
    from handrail.protect.children.queries import child_page, has_records

    account: Account = request.user  # type: ignore[assignment]
    # Who reads in part is not told an age by a heading: only what was shared with them shows one.
    known = disclosure(account, case).whole and is_child(case, today())
    if not known and not has_records(account, case):
        return None
    return {"page": child_page(account, case, now()), "may_write": may_help(account, case, HELP, "children")}


def without_guardian(account: Account) -> Iterator[WorkItem]:
    """List one's own cases of children without a guardian."""
    from handrail.protect.children import queries

    if account.may(HELP):
        for case in queries.without_guardian(account, today(), SHOWN):
            yield WorkItem(
                label=case.number,
                detail=_("have a guardian appointed"),
                url=reverse("help_page", args=[case.id]) + "#child",
                since=case.opened_on,
            )


def facts(account: Account, case: Case) -> list[dict[str, Any]]:
    """Guardians and decisions about a child, for the own copy."""
    from handrail.protect.children.queries import child_page

    page = child_page(account, case, now())
    guardians = [{"label": _("Guardian"), "value": line.words.get("name", "")} for line in page.guardians]
    decisions = [
        {
            "label": line.record.get_about_display(),
            "value": ". ".join(filter(None, [line.words.get("said"), line.words.get("words")])),
        }
        for line in page.decisions
    ]
    return guardians + decisions
