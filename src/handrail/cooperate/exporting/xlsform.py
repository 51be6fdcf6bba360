"""An XLSForm of the catalogue, for ODK, Kobo and their like: a blank form, never anybody's answers."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from openpyxl import Workbook

from handrail.cooperate.exporting.cells import offered
from handrail.cooperate.exporting.columns import MAIN
from handrail.core.catalogue import CODELISTS, Field
from handrail.core.catalogue.local_names import NAMED

VERSION = "2026112401"
# Ours that a person in the field cannot know, or that a spreadsheet alone needs.
_LEFT_OUT = re.compile(r"hr_ctdc_|hr_Unmapped$|hr_Source$|hr_CaseId$|hr_AgeBand$")
_TYPES = {
    "text": "text",
    "long_text": "text",
    "date": "date",
    "number": "integer",
    "coordinate": "decimal",
    "age": "text",
}
_YES_NO = "yes_no"


def htcds_xlsform() -> bytes:
    """Return the form (.xlsx): sheets survey, choices and settings. Its submissions import as they come."""
    book = Workbook(write_only=True)
    survey = book.create_sheet("survey")
    for row in _survey():
        survey.append(row)
    choices = book.create_sheet("choices")
    choices.append(["list_name", "name", "label"])
    for list_name, code, label in _choices():
        choices.append([list_name, code, label])
    settings = book.create_sheet("settings")
    settings.append(["form_title", "form_id", "version"])
    settings.append(["HTCDS case (Handrail)", "handrail_htcds_case", VERSION])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def asked() -> list[Field]:
    """The fields that the form asks for, in the order of the published layout, then ours."""
    return [f for f in MAIN if not _LEFT_OUT.match(f.id) and not f.deprecated]


def _survey() -> Iterator[list[str]]:
    yield ["type", "name", "label", "hint", "required", "appearance"]
    yield ["start", "start", "", "", "", ""]
    yield ["end", "end", "", "", "", ""]
    section = ""
    for field in asked():
        if field.section != section:
            if section:
                yield ["end group", "", "", "", "", ""]
            section = field.section
            yield ["begin group", _group_name(section, field), section, "", "", ""]
        yield [_type(field), field.id, field.label, _hint(field), "false", _appearance(field)]
    yield ["end group", "", "", "", "", ""]


def _group_name(section: str, first: Field) -> str:
    # A section may come twice (the published layout mixes them): the first field makes the name unique.
    return f"group_{re.sub('[^A-Za-z]+', '_', section)}_{first.id}"


def _type(field: Field) -> str:
    match field.type:
        case "yes_no":
            return f"select_one {_YES_NO}"
        case "code":
            return f"select_one {field.codelist}"
        case "codes" if CODELISTS[field.codelist].codes:
            return f"select_multiple {field.codelist}"
        case "codes":
            return "text"
        case _:
            return _TYPES[field.type]


def _hint(field: Field) -> str:
    return "Such as 17, 15-17, or about 17" if field.type == "age" else ""


def _appearance(field: Field) -> str:
    if field.codelist in NAMED:
        return "minimal autocomplete"
    return "multiline" if field.type == "long_text" else ""


def _choices() -> Iterator[tuple[str, str, str]]:
    yield from ((_YES_NO, "TRUE", "Yes"), (_YES_NO, "FALSE", "No"))
    for name in dict.fromkeys(f.codelist for f in asked() if f.codelist):
        for code in offered(CODELISTS[name]):
            yield name, code.code, code.label
