"""What the operations on cases and persons answer, cut to what the account may read."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from handrail.core.access.domain.disclosure import Disclosure
from handrail.core.api.domain.versions import tag_of
from handrail.core.api.schemas import Document, Named
from handrail.core.api.values import fields_to_read, readable, shown
from handrail.core.cases.casepage import CasePage
from handrail.core.cases.models import Case
from handrail.core.cases.reading import Line, OpenCase
from handrail.core.persons.models import Person

CaseFields: Any = fields_to_read("CaseFields", readable("case"))
PersonFields: Any = fields_to_read("PersonFields", readable("person"))
EntryFields: Any = fields_to_read("EntryFields", readable("entry"))
PartyFields: Any = fields_to_read("PartyFields", readable("party"))
REFERRED = "Only a consent opens it to this account: then some facts are null, and only its fields are there"


class Written(Document):
    """What was written: ids and versions, no value."""

    id: UUID
    version: int | None = Field(description="The case's version after this, null where none is counted")
    url: str = Field(description="Where to read it")


class CaseSummary(Document):
    id: UUID
    number: str = Field(description="The random number that staff read out")
    person: UUID
    organisation: UUID
    status: str = Field(description="Active, FollowUp, Closed or ClosedReferred")
    version: int = Field(description="Counts the edits; the ETag of the case holds it")
    referred: bool = Field(description=REFERRED)
    erased: bool = Field(description="The person was erased: only what was kept in clear is left")
    opened_on: date | None = Field(description="The first day of the detection")
    changed_at: datetime | None
    unit: Named | None
    owner: Named | None
    fields: CaseFields = Field(description="The fields of the case that were asked for")


class EntryDocument(Document):
    id: UUID
    kind: Literal["event", "plan", "comment", "organisation"]
    written_at: datetime
    written_by: UUID | None
    fields: EntryFields


class PartyDocument(Document):
    id: UUID
    role: str
    fields: PartyFields


class CaseDocument(CaseSummary):
    entries: list[EntryDocument] = Field(description="Notes, events and plans, newest first, 500 at most")
    parties: list[PartyDocument] = Field(description="Suspects, officials, firms, family, witnesses")


class CaseList(Document):
    items: list[CaseSummary]
    next: str | None = Field(description="Send it as `after` for the next page; null on the last one")


class PersonDocument(Document):
    id: UUID
    case: UUID
    referred: bool = Field(description=REFERRED)
    erased: bool
    fields: PersonFields = Field(description="The fields of the person")


class PersonList(Document):
    items: list[PersonDocument]
    next: str | None = Field(description="Send it as `after` for the next page; null on the last one")


def case_facts(opened: OpenCase, disclosed: Disclosure, names: Collection[str]) -> dict[str, Any]:
    """Return the facts of a case and those of its fields that are asked for and may be read."""
    case, whole = opened.case, disclosed.whole
    owner = case.owner
    return {
        "id": case.id,
        "number": case.number,
        "person": case.person_id,
        "organisation": case.organisation_id,
        "status": case.status,
        "version": case.version,
        "referred": not whole,
        "erased": opened.erased,
        "opened_on": case.opened_on if whole else None,
        "changed_at": case.updated_at if whole else None,
        "unit": Named(id=case.unit_id, name=case.unit.name) if whole else None,
        "owner": Named(id=owner.id, name=owner.display_name) if whole and owner else None,
        "fields": CaseFields(**shown(disclosed.values(opened.values), names)),
    }


def whole_case(page: CasePage) -> CaseDocument:
    facts = case_facts(page.opened, page.disclosed, readable("case"))
    entries = [_entry(line, page.disclosed) for line in page.opened.entries]
    parties = [_party(line, page.disclosed) for line in page.opened.parties]
    return CaseDocument(
        **facts,
        entries=[entry for entry in entries if entry],
        parties=[party for party in parties if party],
    )


def _entry(line: Line, disclosed: Disclosure) -> EntryDocument | None:
    values = disclosed.values(line.values)
    if line.values and not values:
        return None
    record: Any = line.record
    return EntryDocument(
        id=record.id,
        kind=record.kind,
        written_at=record.created_at,
        written_by=record.written_by if disclosed.whole else None,
        fields=EntryFields(**shown(values, readable("entry"))),
    )


def _party(line: Line, disclosed: Disclosure) -> PartyDocument | None:
    values = disclosed.values(line.values)
    if not disclosed.whole and not values:
        return None
    record: Any = line.record
    return PartyDocument(
        id=record.id, role=record.role, fields=PartyFields(**shown(values, readable("party")))
    )


def person_of(opened: OpenCase, disclosed: Disclosure, names: Collection[str]) -> PersonDocument:
    case: Case = opened.case
    return PersonDocument(
        id=case.person_id,
        case=case.id,
        referred=not disclosed.whole,
        erased=opened.erased,
        fields=PersonFields(**shown(disclosed.values(opened.values), names)),
    )


def person_tag(person: Person) -> str:
    """Return the version of a person's record: it changes with every write, for each seals anew."""
    return tag_of(repr(sorted(person.coded.items())).encode(), bytes(person.sealed))
