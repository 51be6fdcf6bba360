"""Is the person known already? Asked before a new case, among the cases that the account may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handrail.core import vault
from handrail.core.cases.domain.likeness import Reason, Sought, reasons, weight
from handrail.core.cases.known import known_of
from handrail.core.cases.models import Case
from handrail.core.cases.queries import newest_of
from handrail.core.cases.reading import OpenCase, open_cases

if TYPE_CHECKING:
    from handrail.core.accounts.models import Account

LIMIT = 12
# So many of the newest are opened and compared for each of name, sound, phone and document.
COMPARED = 20


@dataclass(frozen=True, slots=True)
class Match:
    """A case whose person may be the one sought, and why."""

    found: OpenCase
    reasons: tuple[Reason, ...]


def possible_matches(account: Account, sought: Sought) -> list[Match]:
    """Return cases of the account's own organisation that may be about the person, most alike first.

    Only what the door shows is compared: whoever is excluded from a case gets the answer, and the queries,
    of somebody in whose organisation it does not exist.
    """
    if sought.nothing:
        return []
    own = account.organisation_id
    visible = Case.objects.visible_to(account).filter(organisation_id=own)
    asked = (
        ("name", sought.name),
        ("sound", sought.name),
        ("phone", sought.phone),
        ("document", sought.document),
    )
    persons = [vault.find_persons([own], text, [kind]) for kind, text in asked]
    newest = newest_of(account, [visible.filter(person_id__in=some) for some in persons], each=COMPARED)
    matches = [
        Match(found, reasons(sought, known_of(found.values, detected=found.case.opened_on)))
        for found in open_cases(newest).values()
    ]
    likely = sorted((m for m in matches if m.reasons), key=lambda match: -weight(match.reasons))
    return likely[:LIMIT]
