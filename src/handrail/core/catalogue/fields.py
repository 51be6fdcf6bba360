"""The fields of a record: the 84 of HTCDS 2.0 and ours, each with where it is kept and how."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, cast

import yaml

from handrail.core.catalogue.codelists import match_key

FieldType = Literal["text", "long_text", "code", "codes", "date", "number", "yes_no", "age", "coordinate"]
Storage = Literal["clear", "encrypted", "indexed"]
Place = Literal["person", "case", "entry", "party"]

_DATA = files("handrail.core.catalogue") / "data"
# Which kind of entry holds the fields of an HTCDS child table.
ENTRY_KINDS: Mapping[str, str] = MappingProxyType(
    {"hte": "event", "spl": "plan", "cco": "comment", "org": "organisation"}
)


@dataclass(frozen=True, slots=True)
class Field:
    """One fact that a record can hold.

    `type` is how its value is read: text, long_text and coordinate give str; code a str of the code list;
    codes a list of them; date a PartialDate; number an int; yes_no a bool; age an Age.
    `storage`: clear, encrypted, or indexed (encrypted, and found by a keyed blind index).
    """

    id: str
    label: str
    section: str
    type: FieldType
    core: bool
    deprecated: bool
    codelist: str
    storage: Storage
    why: str
    on: Place
    standard_type: str = ""

    @property
    def standard(self) -> bool:
        """Whether HTCDS 2.0 has this field."""
        return not self.id.startswith("hr_")

    @property
    def words(self) -> str:
        """The label as a sentence has it: "Marital status" for the standard's "Marital Status"."""
        first, *rest = self.label.split(" ")
        return " ".join([first, *(word if word.isupper() else word.lower() for word in rest)])

    @property
    def entry_kind(self) -> str:
        """The kind of the entry that holds it; empty for fields of a person, a case or a party."""
        return ENTRY_KINDS[self.id[:3]] if self.on == "entry" else ""


def _standard() -> list[Field]:
    lines = (_DATA / "htcds-fields.csv").read_text(encoding="utf-8").splitlines()
    return [
        Field(
            id=row["id"],
            label=row["label"],
            section=row["section"],
            type=cast(FieldType, row["type"]),
            core=row["core"] == "yes",
            deprecated=row["deprecated"] == "yes",
            codelist=row["codelist"],
            storage=cast(Storage, row["storage"]),
            why=row["why"],
            on=cast(Place, row["on"]),
            standard_type=row["standard_type"],
        )
        for row in csv.DictReader(lines)
    ]


def _extras() -> list[Field]:
    listed = yaml.safe_load((_DATA / "extras.yaml").read_text(encoding="utf-8"))["fields"]
    return [
        # YAML reads a bare "on" as a truth value, hence "kept_on" in the file.
        Field(
            id=entry["id"],
            label=entry["label"],
            section="Handrail",
            type=entry["type"],
            core=False,
            deprecated=False,
            codelist=entry.get("codelist", ""),
            storage=entry["storage"],
            why=entry["why"],
            on=entry["kept_on"],
        )
        for entry in listed
    ]


FIELDS: Mapping[str, Field] = MappingProxyType({f.id: f for f in [*_standard(), *_extras()]})

_BY_LABEL: dict[str, str] = {}
for _field in FIELDS.values():
    # Longitude, Status, City ... stand for several fields: the first is the one of the person and the case.
    _BY_LABEL.setdefault(match_key(_field.label), _field.id)


def field_by_label(text: str) -> Field | None:
    """The field with this id or label, ignoring case, spaces and punctuation; else None."""
    key = match_key(text)
    by_id = next((f for f in FIELDS.values() if match_key(f.id) == key), None)
    return by_id or (FIELDS[_BY_LABEL[key]] if key in _BY_LABEL else None)


def storage_table() -> str:
    """The table of the documentation: each field, how it is stored and why, as Markdown."""
    lines = ["| field | label | kept on | storage | why |", "| --- | --- | --- | --- | --- |"]
    for each in FIELDS.values():
        lines.append(f"| `{each.id}` | {each.label} | {each.on} | {each.storage} | {each.why} |")
    return "\n".join(lines) + "\n"
