"""Going, contacts and talks, read through the door."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from handrail.core.access.door import owners_for
from handrail.core.accounts.models import Account
from handrail.core.cases.models import Case
from handrail.core.cases.records import open_words
from handrail.protect.afterwards.domain.factors import Tier, tier
from handrail.protect.afterwards.domain.schedule import ContactState, missed_in_a_row
from handrail.protect.afterwards.models import Contact, Going, Talk
from handrail.protect.afterwards.rulesfile import conventions
from handrail.protect.afterwards.words import (
    CONTACT_TONES,
    CONTACTS,
    DIMENSIONS,
    FACTORS,
    RATINGS,
    TIER_TONES,
    TIERS,
)

SHOWN_TALKS = 6


@dataclass(frozen=True, slots=True)
class ContactLine:
    contact: Contact
    words: str
    due: bool

    @property
    def state(self) -> str:
        return str(CONTACTS[ContactState(self.contact.state)])

    @property
    def tone(self) -> str:
        return "danger" if self.due else CONTACT_TONES[ContactState(self.contact.state)]


@dataclass(frozen=True, slots=True)
class Afterwards:
    """What the section shows. `table`: a row a dimension, its ratings in the order of `days`."""

    going: Going | None
    words: dict[str, str]
    contacts: Sequence[ContactLine]
    missed: int
    days: Sequence[date]
    table: Sequence[tuple[str, Sequence[str]]]
    factors: Sequence[str]
    tier: Tier | None
    debts: str
    said: str

    @property
    def alert(self) -> bool:
        return self.missed >= conventions().missed_alert

    @property
    def tier_words(self) -> str:
        return str(TIERS[self.tier]) if self.tier else ""

    @property
    def tier_tone(self) -> str:
        return TIER_TONES[self.tier] if self.tier else ""


def afterwards(account: Account, case: Case, on: date) -> Afterwards:
    """Return what is written down about how life goes on. Three queries, and one for the key."""
    going = Going.objects.visible_to(account).filter(case=case).first()
    contacts = list(Contact.objects.visible_to(account).filter(case=case).order_by("due_on", "id"))
    talks = list(Talk.objects.visible_to(account).filter(case=case).order_by("-on", "-created_at", "id"))
    records: list[Any] = [*([going] if going else []), *contacts, *talks[:SHOWN_TALKS]]
    words = {record.id: said for record, said in open_words(records, case.person_id)}
    shown = [(talk.on, words[talk.id]) for talk in reversed(talks[:SHOWN_TALKS])]
    latest: dict[str, Any] = shown[-1][1] if shown else {}
    factors = [name for name in latest.get("factors", []) if name in FACTORS]
    rules = conventions()
    return Afterwards(
        going=going,
        words=words[going.id] if going else {},
        contacts=[
            ContactLine(
                each,
                words[each.id].get("words", ""),
                each.state == ContactState.PLANNED and each.due_on <= on,
            )
            for each in contacts
        ],
        missed=missed_in_a_row(ContactState(each.state) for each in contacts),
        days=[day for day, _said in shown],
        table=[
            (str(label), [_rating(said, name) for _day, said in shown])
            for name, label in DIMENSIONS.items()
            if any(name in dict(said.get("ratings", ())) for _day, said in shown)
        ],
        factors=[str(FACTORS[name]) for name in factors],
        tier=tier(factors, at_once=rules.at_once, enhanced=rules.enhanced, urgent=rules.urgent)
        if shown
        else None,
        debts=latest.get("debts", ""),
        said=latest.get("words", ""),
    )


def _rating(said: dict[str, Any], name: str) -> str:
    rated = dict(said.get("ratings", ())).get(name)
    return str(RATINGS[str(rated)]) if rated is not None else ""


def contacts_due(account: Account, on: date, limit: int) -> QuerySet[Contact]:
    """Return contacts whose day has come, of the account's own cases (or of whom it stands in for).

    Closed cases too: that a case is closed ends no promise to call.
    """
    return (
        Contact.objects.visible_to(account)
        .filter(state=ContactState.PLANNED, due_on__lte=on, case__owner__in=owners_for(account))
        .select_related("case")
        .order_by("due_on", "id")[:limit]
    )
