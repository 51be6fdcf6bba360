"""The person's own copy: what is recorded about them, in words, without what belongs to other people.

Other people of the case (suspects, officials, family) have a right to protection too and are left out. So are
notes that whoever prints it leaves out because they speak of somebody else.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from handrail.core.cases import casepage
from handrail.core.cases.words import kind_words
from handrail.core.consent.sharing import shares_of
from handrail.core.dates import PartialDate
from handrail.core.registry import own_copy_parts

if TYPE_CHECKING:
    from handrail.core.accounts.models import Account
    from handrail.core.cases.models import Case


@dataclass(frozen=True, slots=True)
class OwnCopy:
    """`groups` and `parts` (what rooms recorded, with their ids): heading and facts; `steps`: what happened
    when; `shared`: with whom, on what word.
    """

    case: Case
    name: str
    groups: list[dict[str, Any]]
    parts: list[dict[str, Any]]
    steps: list[dict[str, Any]]
    notes: list[dict[str, Any]]
    files: list[str]
    agreed: list[dict[str, Any]]
    shared: list[dict[str, Any]]


def own_copy(
    account: Account, case: Case, *, without: Collection[UUID] = (), without_parts: Collection[str] = ()
) -> OwnCopy:
    """Return the copy of a case that the account sees whole, but for the notes and parts to leave out."""
    page = casepage.read_page(account, case, all_entries=True)
    return OwnCopy(
        case=case,
        name=page.name,
        groups=[
            {"heading": group["group"].heading, "facts": group["facts"]}
            for group in casepage.groups(page)
            if group["facts"]
        ],
        parts=[
            {"id": part.id, "heading": part.heading, "facts": facts}
            for part in own_copy_parts
            if part.id not in without_parts and (facts := part.facts(account, case))
        ],
        steps=[
            {"title": kind_words(each.kind, each.reason), "date": PartialDate(each.earliest, each.latest)}
            for each in reversed(page.milestones)
        ],
        notes=[line for line in casepage.entry_lines(page) if line["id"] not in without],
        files=[str(each.name) for each in page.attachments],
        agreed=[{"grant": grant, "shares": shares_of(grant)} for grant in page.grants],
        shared=[
            {
                "to": referral.to_unit.organisation.name,
                "on": referral.sent_at,
                "status": referral.get_status_display(),
            }
            for referral in page.referrals
        ],
    )
