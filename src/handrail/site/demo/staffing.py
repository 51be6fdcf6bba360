"""Writes the organisations of the country, their offices and the people who work there."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random
from uuid import UUID, uuid4

from django.contrib.auth.hashers import make_password

from handrail.core import vault
from handrail.core.accounts.models import Account, RoleGrant
from handrail.core.organisations.models import Organisation, Unit
from handrail.site.demo.domain import names
from handrail.site.demo.domain.country import AGENCIES, COUNTRY_CODE, Agency, Office
from handrail.site.demo.personas import HEAD_ROLES, PERSONAS, STAFF_ROLES, Persona


@dataclass(slots=True)
class Staffed:
    """What was written: by agency id, by office id, and each office's people in order."""

    organisations: dict[str, Organisation] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, list[UUID]] = field(default_factory=dict)


def staff_country(rng: Random, *, since: date) -> Staffed:
    """Write organisations with their keys, units, accounts and roles. Nobody has a password to guess."""
    staffed = Staffed()
    accounts: list[Account] = []
    grants: list[RoleGrant] = []
    for agency in AGENCIES.values():
        _write_organisation(staffed, agency)
        for office in agency.offices:
            _fill_office(staffed, agency, office, rng, accounts, grants, since)
    for persona in PERSONAS:
        if persona.staff is None:
            _take_place_apart(staffed, persona, accounts, grants, since)
    Account.objects.bulk_create(accounts)
    RoleGrant.objects.bulk_create(grants)
    return staffed


def _write_organisation(staffed: Staffed, agency: Agency) -> None:
    organisation = Organisation.objects.create(
        name=agency.name, short_name=agency.short_name, kind=agency.kind, country=COUNTRY_CODE
    )
    vault.create_organisation_key(organisation.id)
    staffed.organisations[agency.id] = organisation
    head = None
    for office in agency.offices:
        unit = Unit.objects.create(
            organisation=organisation, parent=head, name=office.name, province=office.province
        )
        head = unit if office.head else head
        staffed.units[office.id] = unit


def _fill_office(
    staffed: Staffed,
    agency: Agency,
    office: Office,
    rng: Random,
    accounts: list[Account],
    grants: list[RoleGrant],
    since: date,
) -> None:
    roles = STAFF_ROLES[agency.kind] + (HEAD_ROLES if office.head else ())
    taken = {p.staff: p for p in PERSONAS if p.office_id == office.id and p.staff is not None}
    people = []
    for place, role in enumerate(roles):
        persona = taken.get(place)
        username = persona.username if persona else f"{office.id}-{place + 1}"
        name = persona.name if persona else names.staff_name(rng)
        account = _account(staffed.units[office.id], username, name)
        accounts.append(account)
        grants.append(_grant(account, persona.role if persona else role, staffed.units[office.id], since))
        people.append(account.id)
    staffed.people[office.id] = people


def _take_place_apart(
    staffed: Staffed, persona: Persona, accounts: list[Account], grants: list[RoleGrant], since: date
) -> None:
    account = _account(staffed.units[persona.office_id], persona.username, persona.name)
    accounts.append(account)
    heads = [office.id for agency in AGENCIES.values() for office in agency.offices if office.head]
    for office_id in heads if persona.everywhere else [persona.office_id]:
        grants.append(_grant(account, persona.role, staffed.units[office_id], since))


def _account(unit: Unit, username: str, name: str) -> Account:
    return Account(
        id=uuid4(),
        username=username,
        display_name=name,
        unit=unit,
        organisation_id=unit.organisation_id,
        password=make_password(None),
    )


def _grant(account: Account, role: str, unit: Unit, since: date) -> RoleGrant:
    return RoleGrant(account=account, role=role, unit=unit, starts_on=since)
