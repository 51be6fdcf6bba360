"""A made-up caseload of any size, and the account that works in it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from benchmarks.names import SYLLABLES
from handrail.core import vault
from handrail.core.accounts.models import Account, RoleGrant
from handrail.core.cases.drafts import CaseDraft, EntryDraft, MilestoneDraft
from handrail.core.dates import PartialDate
from handrail.core.organisations.models import Organisation, Unit

AT = datetime(2026, 6, 1, tzinfo=UTC)
STAGES = ("screened", "presumed", "assisted", "reintegrated")


def organisation() -> tuple[Organisation, list[Unit], Account]:
    """One agency of twenty units; its data steward sees all of it."""
    agency = Organisation.objects.create(name="Agency", short_name="AG", kind="welfare", country="TH")
    vault.create_organisation_key(agency.id)
    head = Unit.objects.create(organisation=agency, name="Head")
    units = [Unit.objects.create(organisation=agency, parent=head, name=f"Office {n}") for n in range(20)]
    account = Account.objects.create_account("steward", unit=head, display_name="Steward", password="x" * 12)
    RoleGrant.objects.create(account=account, role="data_steward", unit=head, starts_on=date(2020, 1, 1))
    return agency, units, account


def found_again() -> tuple[Organisation, list[Unit], Account]:
    """The same, in a database where `organisation` has written them."""
    account = Account.objects.get(username="steward")
    units = Unit.objects.filter(organisation=account.organisation, parent__isnull=False).order_by("id")
    return account.organisation, list(units), account


def drafts(
    size: int, units: list[Unit], account: Account, *, first: int = 0, seed: int = 7
) -> Iterator[CaseDraft]:
    """Cases as an organisation's spreadsheet holds them: a name, a phone, facts, a note, some stages.

    `first`: the number of the first one; a share of a caseload begins further on.
    """
    chance = random.Random(seed + first)
    for number in range(first, first + size):
        name = " ".join("".join(chance.choices(SYLLABLES, k=3)).capitalize() for _ in range(2))
        detected = date(2020, 1, 1) + timedelta(chance.randrange(2300))
        day, milestones = detected, [MilestoneDraft("detected", PartialDate.exact(detected))]
        for stage in STAGES:
            if chance.random() < 0.3:
                break
            day += timedelta(chance.randrange(90))
            milestones.append(MilestoneDraft(stage, PartialDate.exact(day)))
        yield CaseDraft(
            unit_id=chance.choice(units).id,
            owner_id=account.id,
            values={
                "hr_FullName": name,
                "prs_MobilePhone": f"+6681{number:07d}",
                "prs_IdentityNumber": f"ID{number:08d}",
                "hr_Sex": chance.choice(("female", "male")),
                "prs_Birthdate": PartialDate.year(chance.randrange(1970, 2010)),
                "prs_Citizenship": [chance.choice(("KH", "MM", "LA", "TH", "VN"))],
                "hr_Province": f"Province {chance.randrange(12)}",
                "vic_TypeOfExploitation": [chance.choice(("ForcedLabour", "SexualExploitation"))],
                "hr_Notes": "Met at the river post; asked for an interpreter. " * 3,
            },
            entries=(EntryDraft("comment", {"cco_CaseComment": "Called the family, no answer."}),),
            milestones=tuple(milestones),
            references=(("benchmark", str(number)),),
        )
