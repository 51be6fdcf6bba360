"""The catalogue's fields as the API reads and writes them.

One document a place (case, person, entry, party), made from the catalogue: each field with its kind, its
codes and its words. A field that is sent as null is cleared; one that is not sent stays as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints, create_model

from handrail.core.api.domain.problem import Fault, Problem
from handrail.core.api.schemas import Asked, Document, LongText, PartialDateText, ShortText
from handrail.core.cases.groups import GROUPS, MILESTONE_FIELDS
from handrail.core.catalogue import CODELISTS, FIELDS
from handrail.core.catalogue import Field as CatalogueField
from handrail.core.dates import Age, DateProblem, PartialDate

# A longer list is named, not written out: GET /catalogue/codelists/{id} has it.
LONGEST_WRITTEN_OUT = 40
MOST_CODES = 60


class AgeDocument(Document):
    """Completed years, from `low` to `high`, both included."""

    model_config = ConfigDict(extra="forbid")

    low: int = Field(ge=0, le=120)
    high: int = Field(ge=0, le=120)


def _a_code_of(codelist: str) -> Any:
    codes = CODELISTS[codelist]
    if codes.open_list:
        return ShortText
    if len(codes.codes) <= LONGEST_WRITTEN_OUT:
        return Literal[tuple(code.code for code in codes)]

    def known(code: str) -> str:
        if code not in codes:
            raise ValueError(f"not a code of the list {codelist}")
        return code

    return Annotated[str, StringConstraints(pattern=r"^[a-zA-Z]{2,16}$"), AfterValidator(known)]


def _kind_of(field: CatalogueField) -> Any:
    match field.type:
        case "date":
            return PartialDateText
        case "age":
            return AgeDocument
        case "number":
            return Annotated[int, Field(ge=0, le=99, strict=True)]
        case "yes_no":
            return Annotated[bool, Field(strict=True)]
        case "code":
            return _a_code_of(field.codelist)
        case "codes":
            return Annotated[list[_a_code_of(field.codelist)], Field(max_length=MOST_CODES)]  # type: ignore[misc]
        case "long_text":
            return LongText
        case _:
            return ShortText


def _says(field: CatalogueField) -> str:
    listed = f" A code of the list {field.codelist}." if field.codelist else ""
    return f"{field.label}.{listed}"


_BY_HAND = {name for group in GROUPS if group.by_hand for name in group.fields}
_MILESTONES = set(MILESTONE_FIELDS.values())


def changeable(place: str) -> list[str]:
    """Return the fields of a place that people change by hand. Steps and the status have their own ways."""
    return [
        name
        for name, field in FIELDS.items()
        if field.on == place and name in _BY_HAND and name not in _MILESTONES
    ]


def readable(place: str) -> list[str]:
    return [name for name, field in FIELDS.items() if field.on == place and name not in _MILESTONES]


def fields_to_write(title: str, names: Collection[str]) -> type[Asked]:
    fields: dict[str, Any] = {
        name: (_kind_of(FIELDS[name]) | None, Field(None, description=_says(FIELDS[name]))) for name in names
    }
    return create_model(title, __base__=Asked, __doc__="Fields of the catalogue by their ids.", **fields)


def fields_to_read(title: str, names: Collection[str]) -> type[Document]:
    """What is read back. Stored values may be older than a list, so that codes are plain texts here."""
    kinds = {"number": int, "yes_no": bool, "age": AgeDocument, "codes": list[str]}
    fields: dict[str, Any] = {
        name: (kinds.get(FIELDS[name].type, str), Field(None, description=_says(FIELDS[name])))
        for name in names
    }
    return create_model(title, __base__=Document, __doc__="Fields of the catalogue by their ids.", **fields)


CaseFieldsIn = fields_to_write("CaseFieldsToWrite", changeable("case"))
PersonFieldsIn = fields_to_write("PersonFieldsToWrite", changeable("person"))


def said(fields: Document, *, where: str) -> dict[str, Any]:
    """Return what was sent as the catalogue's values; None clears a field. Raises `Problem`."""
    found: dict[str, Any] = {}
    faults: list[Fault] = []
    for name in sorted(fields.model_fields_set):
        value = getattr(fields, name)
        try:
            found[name] = _value(FIELDS[name], value)
        except DateProblem as problem:
            faults.append(Fault(f"{where}/{name}", problem.code, problem.why, problem.mend))
    if faults:
        raise Problem(422, "request-invalid", faults=faults)
    return found


def _value(field: CatalogueField, value: Any) -> Any:
    if value is None:
        return None
    if field.type == "date":
        return PartialDate.from_text(value)
    if field.type == "age":
        return Age(value.low, value.high)
    if field.type == "codes":
        return list(dict.fromkeys(value))
    return value.strip() if isinstance(value, str) else value


def shown(values: Mapping[str, Any], names: Collection[str]) -> dict[str, Any]:
    """Return values as the API writes them, of these fields only."""
    return {name: _shown(values[name]) for name in names if name in values}


def _shown(value: Any) -> Any:
    if isinstance(value, PartialDate):
        return value.text
    if isinstance(value, Age):
        return {"low": value.low, "high": value.high}
    if isinstance(value, list | tuple):
        return [_shown(each) for each in value]
    return value


def read_date(text: str, *, where: str) -> PartialDate:
    """Return the date that was sent. Raises `Problem` with the place."""
    try:
        return PartialDate.from_text(text)
    except DateProblem as problem:
        fault = Fault(where, problem.code, problem.why, problem.mend)
        raise Problem(422, "request-invalid", faults=[fault]) from problem


def named_fields(text: str, place: str) -> list[str]:
    """Return the fields that `?fields=` names, separated by commas. Raises `Problem` for an unknown one."""
    names = [name.strip() for name in text.split(",") if name.strip()]
    known = set(readable(place))
    unknown = [name for name in names if name not in known]
    if unknown:
        mend = "GET /catalogue/fields lists what there is and where it is kept."
        faults = [
            Fault("query: fields", "unknown-field", f"“{name[:60]}” is no field of a {place}.", mend)
            for name in unknown[:20]
        ]
        raise Problem(422, "request-invalid", faults=faults)
    return names
