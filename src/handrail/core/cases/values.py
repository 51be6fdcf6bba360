"""Values of the catalogue as JSON, and which of them stay in clear."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handrail.core.catalogue import FIELDS
from handrail.core.dates import Age, PartialDate


def to_json(value: Any) -> Any:
    """Return a value as JSON holds it; dates and ages say what they are."""
    if isinstance(value, PartialDate):
        return {"date": value.text}
    if isinstance(value, Age):
        return {"age": [value.low, value.high]}
    if isinstance(value, list | tuple):
        return [to_json(item) for item in value]
    return value


def from_json(value: Any) -> Any:
    """Return what `to_json` was given."""
    if isinstance(value, dict):
        return PartialDate.from_text(value["date"]) if "date" in value else Age(*value["age"])
    if isinstance(value, list):
        return [from_json(item) for item in value]
    return value


def read_values(*blocks: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of stored blocks together, as they were given."""
    return {field: from_json(value) for block in blocks for field, value in block.items()}


@dataclass(frozen=True, slots=True)
class Split:
    """Where each value is kept: person or case, in clear or sealed."""

    person_clear: dict[str, Any]
    person_sealed: dict[str, Any]
    case_clear: dict[str, Any]
    case_sealed: dict[str, Any]


def split(values: Mapping[str, Any]) -> Split:
    """Put each value where the catalogue says. A field that it does not know is an error of ours."""
    parts = Split({}, {}, {}, {})
    for name, value in values.items():
        if value is None or value == "" or value == []:
            continue
        field = FIELDS[name]
        clear = field.storage == "clear"
        if field.on == "person":
            block = parts.person_clear if clear else parts.person_sealed
        else:
            block = parts.case_clear if clear else parts.case_sealed
        block[name] = to_json(value)
    return parts


def split_line(values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return (clear, sealed) of an entry or a party."""
    clear: dict[str, Any] = {}
    sealed: dict[str, Any] = {}
    for name, value in values.items():
        if value is None or value == "" or value == []:
            continue
        (clear if FIELDS[name].storage == "clear" else sealed)[name] = to_json(value)
    return clear, sealed


NAME_FIELDS = (
    "hr_FullName",
    "hr_NativeName",
    "hr_Nickname",
    "prs_FirstName",
    "prs_MiddleName",
    "prs_SecondName",
)
PHONE_FIELDS = ("prs_HomePhone", "prs_MobilePhone")
DOCUMENT_FIELDS = ("prs_IdentityNumber",)


def search_words(values: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return what the blind indexes are made of: names (parts joined in order), phones, documents."""
    parts = [str(values[f]) for f in ("prs_FirstName", "prs_MiddleName", "prs_SecondName") if values.get(f)]
    names = [str(values[f]) for f in ("hr_FullName", "hr_NativeName", "hr_Nickname") if values.get(f)]
    if parts:
        names.append(" ".join(parts))
    return {
        "name": names,
        "phone": [str(values[f]) for f in PHONE_FIELDS if values.get(f)],
        "document": [str(values[f]) for f in DOCUMENT_FIELDS if values.get(f)],
    }


def shown_name(values: Mapping[str, Any]) -> str:
    """Return the name to show, "" where none is recorded."""
    words = search_words(values)["name"]
    return words[0] if words else ""
