"""The people that tests are about. All of them are made up.

Dao is a case worker at a shelter, Minh supervises her. Sothea works for another agency. Officer Kham is
a front-line officer of the border police, and the one who is named in a report. Anan oversees. Rin is a
survivor. Pim keeps the shelter's data, Nok and Lek administer accounts there, Vichai coordinates.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from django.test import Client

from handrail.core import vault
from handrail.core.accounts.models import Account, RoleGrant
from handrail.core.cases.models import Case
from handrail.core.cases.writing import CaseDraft, MilestoneDraft, write_cases
from handrail.core.dates import PartialDate
from handrail.core.organisations.models import Organisation, Unit

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PASSWORD = "a long enough passphrase"


@dataclass
class Cast:
    shelter: Organisation
    police: Organisation
    ministry: Organisation
    shelter_house: Unit
    shelter_north: Unit
    border_post: Unit
    police_head: Unit
    ministry_desk: Unit
    dao: Account
    minh: Account
    pim: Account
    nok: Account
    lek: Account
    sothea: Account
    kham: Account
    anan: Account
    vichai: Account
    cases: dict[str, Case] = field(default_factory=dict)

    def everybody(self) -> dict[str, Account]:
        names = ("dao", "minh", "pim", "nok", "lek", "sothea", "kham", "anan", "vichai")
        return {name: getattr(self, name) for name in names}


def make_organisation(name: str, short: str, kind: str, *units: str) -> tuple[Organisation, list[Unit]]:
    organisation = Organisation.objects.create(name=name, short_name=short, kind=kind, country="TH")
    vault.create_organisation_key(organisation.id)
    head = Unit.objects.create(organisation=organisation, name=units[0], province="Rung Arun")
    below = [
        Unit.objects.create(organisation=organisation, parent=head, name=unit, province="Khao Wang")
        for unit in units[1:]
    ]
    return organisation, [head, *below]


def make_account(username: str, unit: Unit, role: str, **more: Any) -> Account:
    account = Account.objects.create_account(
        username, unit=unit, display_name=username.capitalize(), password=PASSWORD, **more
    )
    RoleGrant.objects.create(account=account, role=role, unit=unit, starts_on=date(2020, 1, 1))
    return account


def make_cast() -> Cast:
    shelter, (house, north) = make_organisation(
        "Shelter of the Three Lamps", "LAMP", "shelter", "House", "North wing"
    )
    police, (head, post) = make_organisation(
        "Border Police of Suriyan", "BPS", "police", "Headquarters", "River post"
    )
    ministry, (desk,) = make_organisation("Coordination Office", "CO", "coordination", "Desk")
    return Cast(
        shelter=shelter,
        police=police,
        ministry=ministry,
        shelter_house=house,
        shelter_north=north,
        border_post=post,
        police_head=head,
        ministry_desk=desk,
        dao=make_account("dao", house, "case_worker"),
        minh=make_account("minh", house, "supervisor"),
        pim=make_account("pim", house, "data_steward"),
        nok=make_account("nok", house, "administrator"),
        lek=make_account("lek", house, "administrator"),
        sothea=make_account("sothea", head, "investigator"),
        kham=make_account("kham", post, "frontline_officer"),
        anan=make_account("anan", desk, "overseer"),
        vichai=make_account("vichai", desk, "coordinator"),
    )


RIN = {
    "hr_FullName": "Rin Suwannamali",
    "prs_MobilePhone": "+66 81 555 0192",
    "prs_IdentityNumber": "X-440-911",
    "prs_Citizenship": ["KH"],
    "hr_Sex": "female",
    "vic_TypeOfExploitation": ["ForcedLabour"],
    "hr_Notes": "Prefers to talk in the afternoon.",
}


def open_case(
    by: Account,
    *,
    values: dict[str, Any] | None = None,
    unit: Unit | None = None,
    detected: str = "2026-02-10",
    **more: Any,
) -> Case:
    """Write one case for the account's organisation, detected on a day."""
    unit = unit or by.unit
    drafts = [
        CaseDraft(
            unit_id=unit.id,
            owner_id=more.pop("owner_id", by.id),
            values=RIN if values is None else values,
            milestones=(
                MilestoneDraft("detected", PartialDate.from_text(detected)),
                *more.pop("milestones", ()),
            ),
            **more,
        )
    ]
    return write_cases(
        drafts, organisation=unit.organisation, by=by, source_kind="intake", source_id=None, at=NOW
    )[0]


def client_for(account: Account) -> Client:
    """A signed-in browser; the second factor counts as shown."""
    from allauth.mfa.models import Authenticator

    if account.needs_second_factor:
        Authenticator.objects.get_or_create(user=account, type=Authenticator.Type.TOTP, defaults={"data": {}})
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
