"""Whom a token acts for, what its scopes are, and the catalogue of fields and codes."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.http import Http404, HttpRequest
from ninja import Router
from pydantic import Field

from handrail.core.api.guard import caller_of
from handrail.core.api.needs import needs
from handrail.core.api.schemas import Document, Named
from handrail.core.cases.groups import MILESTONE_FIELDS
from handrail.core.cases.queries import units_within
from handrail.core.catalogue import CODELISTS, FIELDS

router = Router(tags=["account"])


class Me(Document):
    account: Named
    organisation: Named
    unit: Named
    scopes: list[str] = Field(description="What this token may do")
    expires_at: datetime
    units: list[Named] = Field(description="Where a new case may be opened, the own unit first")


class FieldDocument(Document):
    id: str
    label: str
    type: str
    on: Literal["person", "case", "entry", "party"]
    codelist: str = Field(description="The id of its code list, empty where it has none")
    stored: Literal["clear", "encrypted", "indexed"]
    milestone: bool = Field(description="Written as a milestone, never as a field")


class Catalogue(Document):
    fields: list[FieldDocument]


class CodeDocument(Document):
    code: str
    label: str


class CodeListDocument(Document):
    id: str
    open: bool = Field(description="Whether any text is a code of its own")
    codes: list[CodeDocument]


@router.get("/me", response=Me, summary="Whom this token acts for")
@needs("", "read")
def get_me(request: HttpRequest) -> Me:
    """The account, its organisation and unit, and what this token may do until when."""
    caller = caller_of(request)
    account = caller.account
    return Me(
        account=Named(id=account.id, name=account.display_name),
        organisation=Named(id=account.organisation_id, name=account.organisation.name),
        unit=Named(id=account.unit_id, name=account.unit.name),
        scopes=sorted(caller.scopes),
        expires_at=caller.expires_at,
        units=[Named(id=unit.id, name=unit.name) for unit in units_within(account, "core:case:create")],
    )


@router.get("/catalogue/fields", response=Catalogue, summary="The fields of a record")
@needs("", "read")
def list_fields(request: HttpRequest) -> Catalogue:
    """Every field that a record can hold: the 84 of HTCDS 2.0 and ours (hr_), with kind and code list."""
    milestones = set(MILESTONE_FIELDS.values())
    return Catalogue(
        fields=[
            FieldDocument(
                id=field.id,
                label=field.label,
                type=field.type,
                on=field.on,
                codelist=field.codelist,
                stored=field.storage,
                milestone=field.id in milestones,
            )
            for field in FIELDS.values()
        ]
    )


@router.get("/catalogue/codelists/{codelist}", response=CodeListDocument, summary="The codes of a list")
@needs("", "read")
def get_codelist(request: HttpRequest, codelist: str) -> CodeListDocument:
    """The codes of one list in their published order, with English labels."""
    if codelist not in CODELISTS:
        raise Http404
    found = CODELISTS[codelist]
    codes = [CodeDocument(code=code.code, label=code.label) for code in found]
    return CodeListDocument(id=found.id, open=found.open_list, codes=codes)
