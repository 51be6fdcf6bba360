"""The values of the catalogue as the cells of a file, and which of them do not come back as they were."""

from __future__ import annotations

import re
from typing import Any

from handrail.cooperate.domain.records import cell_text
from handrail.core.catalogue import CODELISTS, Code, CodeList, Field
from handrail.core.dates import Age, PartialDate

LONGEST_CELL = 32_767
SEPARATOR = "; "
# Spoken in the region without a two-letter code: Shan, Karen, Mon, Hmong, Cantonese, Rohingya, Kachin ...
_NEAR = "shn ksw kjp mnw hmn hmv yue rhg rki kac ctd cnh lus blk eky pwo nod tts fil ceb ilo"
_NEAR_LANGUAGES = frozenset(_NEAR.split())
# XML has no place for these signs, so no workbook can hold them.
_NO_SIGN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

# (of what, which loss, why): what an export followed by an import does not give back. Kept in one place: the
# page of the documentation is made from it, and a property test holds that there is no other loss.
LOSSES: tuple[tuple[str, str, str], ...] = (
    ("text", "Space and line breaks at the beginning and the end", "A reader takes them for slips."),
    ("text", "Control signs, which no text has", "No workbook can hold them."),
    ("text", "What is past 32,767 signs in one cell", "An Excel cell ends there."),
    ("text", "A text that says only “-”, “n/a”, “null” or the like", "An import reads it as nothing."),
    ("text", "The kind of line break", "It comes back as a plain line feed."),
    ("codes", "The order of several codes, and one given twice", "They mean a set."),
    ("case", "A case without an id of its own gets its case number as id", "By it a row is found again."),
    ("other persons", "Their role (official, firm, witness ...)", "HTCDS has perpetrators only."),
    ("lines", "A line without any value", "An empty row is no record."),
    ("lines", "Who wrote a note, and when", "HTCDS has no column for it."),
    ("steps", "Where a date came from, and who wrote it down", "The import becomes its source."),
    ("steps", "The reason beside a step that was reached", "Only the reason of an end has a column."),
    (
        "record",
        "Files, referrals, consent, who is responsible, former versions",
        "HTCDS has no place for them.",
    ),
)


def offered(codelist: CodeList) -> list[Code]:
    """The codes that a drop-down shows: all of a list, but of the 7,900 languages those that are likely.

    Any other language is understood by its name or code too.
    """
    if codelist.id != "language":
        return list(codelist)
    return [c for c in codelist if c.code in _NEAR_LANGUAGES or any(len(alias) == 2 for alias in c.aliases)]


def code_text(codelist: CodeList, code: str) -> str:
    """The label of a code where the label means that code and no other; else the code itself."""
    label = codelist.label(code)
    return label if codelist.match(label) == code else code


def cell_of(field: Field, value: Any, *, labels: bool = True) -> str | int | None:
    """Return what to write for a value: labels for people, codes for machines. None for nothing."""
    if value is None or value == "" or value == []:
        return None
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int):
        return value
    if isinstance(value, PartialDate | Age):
        return value.text
    if field.codelist:
        codes = [str(code) for code in value] if isinstance(value, list | tuple) else [str(value)]
        codelist = CODELISTS[field.codelist]
        return SEPARATOR.join(code_text(codelist, code) if labels else code for code in codes)
    return cell_text(_NO_SIGN.sub("", str(value))[:LONGEST_CELL]) or None
