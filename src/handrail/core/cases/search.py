"""Finding a case: by its number, a phone, a document, or a name as written or as it sounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from handrail.core import vault
from handrail.core.access.disclosure import disclosures
from handrail.core.access.domain.disclosure import Disclosure
from handrail.core.access.door import reach_of
from handrail.core.cases.domain.likeness import Reason, Sought, reasons
from handrail.core.cases.known import known_of
from handrail.core.cases.models import Case
from handrail.core.cases.numbers import read_number
from handrail.core.cases.queries import newest_of
from handrail.core.cases.reading import OpenCase, open_cases
from handrail.core.cases.values import DOCUMENT_FIELDS, NAME_FIELDS, PHONE_FIELDS
from handrail.core.referrals.queries import organisations_that_referred
from handrail.core.registry import search_sources

if TYPE_CHECKING:
    from handrail.core.accounts.models import Account

LIMIT = 25
ORDER = list(Reason)
SEARCHED = frozenset((*NAME_FIELDS, *PHONE_FIELDS, *DOCUMENT_FIELDS))


@dataclass(frozen=True, slots=True)
class Found:
    """The cases that a search brings, best first. `more` when there were others, which nobody counted."""

    cases: list[OpenCase]
    more: bool


def search(account: Account, text: str) -> Found:
    """Return the cases that the account sees and that `text` may mean.

    What another organisation shared under consent is found by the identifiers that the consent shows, and by
    its number. Which other persons the words would fit is never told, not even as a count.
    """
    text = text.strip()
    if not text:
        return Found([], more=False)
    cases = newest_of(account, _parts(account, text), each=LIMIT + 1)
    disclosed = disclosures(account, cases)
    opened = open_cases(cases)
    told = [opened[case.id] for case in cases if _may_be_told(opened[case.id], disclosed[case.id], text)]
    best = sorted(told, key=lambda each: _rank(each, text))
    return Found(best[:LIMIT], more=len(best) > LIMIT)


def _parts(account: Account, text: str) -> list[QuerySet[Case]]:
    """Return one query for each way to be meant, so that many of one kind do not hide a few of another."""
    reach = reach_of(account, "core:case:read")
    others = organisations_that_referred(account, reach)
    where = sorted({account.organisation_id, *reach.organisations, *others})
    visible = Case.objects.visible_to(account)
    persons = [
        visible.filter(person_id__in=vault.find_persons(where, text, [kind])) for kind in vault.SEARCH_KINDS
    ]
    of_rooms = [visible.filter(person_id__in=list(source.find(account, text))) for source in search_sources]
    by_number = visible.filter(organisation_id__in=where, number=read_number(text))
    return [by_number, *persons, *of_rooms]


def _may_be_told(found: OpenCase, disclosed: Disclosure, text: str) -> bool:
    """Return whether the hit rests on what the account may read: a search must not guess hidden fields."""
    if disclosed.whole or found.case.number == read_number(text):
        return True
    shown = disclosed.values({name: value for name, value in found.values.items() if name in SEARCHED})
    return bool(reasons(Sought(name=text, phone=text, document=text), known_of(shown)))


def _rank(found: OpenCase, text: str) -> int:
    if found.case.number == read_number(text):
        return 0
    why = reasons(Sought(name=text, phone=text, document=text), known_of(found.values))
    return 1 + min((ORDER.index(reason) for reason in why), default=len(ORDER))
