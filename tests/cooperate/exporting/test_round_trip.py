"""Export and then import: the same records, but for the losses that are published."""

from __future__ import annotations

import io
import json
import os
import re
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.cooperate.domain.draft import MILESTONE_FIELDS
from handrail.cooperate.domain.records import IncomingRecord
from handrail.cooperate.exporting.cells import offered
from handrail.cooperate.exporting.columns import CHILD_SHEETS, EXTRA, MAIN, PUBLISHED, SHEET_OF
from handrail.cooperate.exporting.csvfile import htcds_csv
from handrail.cooperate.exporting.gathering import Outgoing
from handrail.cooperate.exporting.workbook import htcds_workbook
from handrail.cooperate.exporting.xlsform import asked, htcds_xlsform
from handrail.cooperate.readers import read
from handrail.core.catalogue import CODELISTS, FIELDS, Field
from handrail.core.dates import Age, PartialDate

TODAY = date(2026, 11, 24)
FORMS = {"workbook.xlsx": htcds_workbook, "table.csv": htcds_csv}
Lines = tuple[tuple[str, Mapping[str, Any]], ...]


def out(values: Mapping[str, Any], lines: Lines = ()) -> Outgoing:
    return Outgoing(UUID(int=0), {"hr_CaseId": "C-1", **values}, lines)


def back(cases: list[Outgoing], name: str) -> list[IncomingRecord]:
    """What an import reads of an export."""
    with read(io.BytesIO(FORMS[name](cases)), name=name, today=TODAY) as parsed:
        assert parsed.layout == "htcds"
        records = list(parsed.records)
        assert [p for p in parsed.problems if p.fatal] == []
    return records


# What is published as lost (exporting/cells.py, LOSSES) -------------------------------------------------

_GONE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOTHING = {"", "-", "--", "–", "—", "n/a", "#n/a", "nil", "null"}


def kept_text(text: str, name: str) -> str:
    """A text after the losses of the table; "" when nothing of it is left."""
    text = _GONE.sub("", text)[:32_767]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.strip().strip("\u00a0\u200b\ufeff").strip()
    # In a CSV a text that begins like a formula has its apostrophe, by which "-" is known for a text.
    quoted = name.endswith(".csv") and text.startswith("-")
    return "" if text.casefold() in _NOTHING and not quoted else text


def kept(values: Mapping[str, Any], name: str) -> dict[str, Any]:
    after = {}
    for field_id, value in values.items():
        if isinstance(value, str) and not FIELDS[field_id].codelist:
            value = kept_text(value, name)
        if isinstance(value, list):
            value = sorted(set(value))
        if value not in ("", []):
            after[field_id] = value
    return after


def seen(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: sorted(value) if isinstance(value, list) else value for name, value in values.items()}


def line_key(kind: str, values: Mapping[str, Any]) -> str:
    return json.dumps([kind, {k: str(v) for k, v in values.items()}], sort_keys=True)


# What a record can hold ----------------------------------------------------------------------------------

DAYS = st.dates(date(1950, 1, 1), date(2026, 11, 1))
ODD = ("=1+1", "+66 81 555", "-", "@SUM(A1)", "'=x", "''", "Ngô Thị  Ánh", "ค่า", "a;b; c", "line\nline")
LIKE_NUMBERS = ("0012", "1e5", "TRUE", "2021-02-03", "#N/A", " x ", "12:30", "1/2")
TEXTS = st.text(max_size=40) | st.sampled_from(ODD + LIKE_NUMBERS)


@st.composite
def dates(draw: st.DrawFn) -> PartialDate:
    one, other = sorted((draw(DAYS), draw(DAYS)))
    return draw(
        st.sampled_from(
            [
                PartialDate.exact(one),
                PartialDate.month(one.year, one.month),
                PartialDate.year(min(one.year, 2025)),
                PartialDate.between(one, other),
            ]
        )
    )


def value_of(field: Field) -> st.SearchStrategy[Any]:
    codes = [code.code for code in CODELISTS[field.codelist]] if field.codelist else []
    match field.type:
        case "date":
            return dates()
        case "age":
            return st.tuples(st.integers(0, 120), st.integers(0, 120)).map(lambda p: Age(min(p), max(p)))
        case "number":
            return st.integers(0, 10_000)
        case "yes_no":
            return st.booleans()
        case "coordinate":
            return st.floats(-90, 90).map(lambda number: repr(round(number, 6)))
        case "code":
            return st.sampled_from(codes)
        case "codes" if codes:
            return st.lists(st.sampled_from(codes), min_size=1, max_size=4)
        case "codes":
            return st.lists(st.sampled_from(["isForced", "meansDebt"]), min_size=1)
        case _:
            return TEXTS


def some(fields: tuple[Field, ...], most: int) -> st.SearchStrategy[dict[str, Any]]:
    """Values for up to `most` of the fields."""
    return st.lists(st.sampled_from(fields), unique_by=lambda f: f.id, max_size=most).flatmap(
        lambda chosen: st.fixed_dictionaries({f.id: value_of(f) for f in chosen})
    )


KINDS = {
    kind: tuple(f for f in SHEET_OF[kind].fields if kind in ("party", f.entry_kind)) for kind in SHEET_OF
}
LINES = st.lists(
    st.sampled_from(sorted(KINDS)).flatmap(lambda kind: st.tuples(st.just(kind), some(KINDS[kind], 4))),
    max_size=4,
).map(tuple)
OWN = tuple(f for f in MAIN if f.id != "hr_CaseId")


def settled(values: dict[str, Any]) -> dict[str, Any]:
    """Nobody is born after being detected: the import would refuse it."""
    born = values.get("prs_Birthdate")
    if born and any(isinstance(v, PartialDate) and v.latest < born.earliest for v in values.values()):
        del values["prs_Birthdate"]
    return values


@pytest.mark.parametrize("name", FORMS)
@given(st.lists(st.tuples(some(OWN, 12).map(settled), LINES), min_size=1, max_size=3))
def test_any_record_comes_back_as_it_left(name: str, told: list[tuple[dict[str, Any], Lines]]) -> None:
    cases = [out(values | {"hr_CaseId": f"C-{n}"}, lines) for n, (values, lines) in enumerate(told)]
    records = back(cases, name)

    assert [r.values["hr_CaseId"] for r in records] == [c.values["hr_CaseId"] for c in cases]
    for case, record in zip(cases, records, strict=True):
        assert seen(record.values) == kept(case.values, name)
        for stage, field_id in MILESTONE_FIELDS.items():
            if field_id in case.values:
                assert record.milestones[stage] == case.values[field_id]
        lines = sorted(line_key(kind, seen(values)) for kind, values in record.entries)
        expected = [(kind, kept(values, name)) for kind, values in case.lines]
        assert lines == sorted(line_key(kind, values) for kind, values in expected if values)


# All 84 fields and all 182 codes, one by one ---------------------------------------------------------------

STANDARD = {f.id for f in FIELDS.values() if f.standard}
PLAIN: dict[str, Any] = {
    "date": PartialDate.month(2024, 2),
    "age": Age(15, 17),
    "number": 3,
    "yes_no": False,
    "coordinate": "13.75",
    "text": "Ngô Thị Ánh",
    "long_text": "first line\nsecond line",
}


def every_value() -> list[tuple[str, Any]]:
    """Each field with each of its codes; each other field with a value of its type."""
    pairs: list[tuple[str, Any]] = []
    for field in FIELDS.values():
        if field.codelist and field.codelist != "language" and CODELISTS[field.codelist].codes:
            codes = [code.code for code in CODELISTS[field.codelist]]
            pairs += [(field.id, [code] if field.type == "codes" else code) for code in codes]
        elif field.codelist == "language":
            pairs += [(field.id, code) for code in ("tha", "khm", "mya", "lao", "vie", "rhg", "aac")]
        elif field.codelist:
            pairs.append((field.id, ["isForcedLabour"]))
        else:
            pairs.append((field.id, PLAIN[field.type]))
    return [pair for pair in pairs if pair[0] != "hr_CaseId"]


def test_there_are_84_fields_and_182_codes_to_bring_back() -> None:
    pairs = every_value()
    published = {
        (FIELDS[name].codelist, code)
        for name, value in pairs
        if name in STANDARD and FIELDS[name].codelist not in ("", "country", "language")
        for code in (value if isinstance(value, list) else [value])
    }
    aliases = {"vic_ExploitationWebsitesAndApps", "cas_ReasonForOutgoingReferral"}
    listed = {(f, c.code) for f in CODELISTS for c in CODELISTS[f] if f in STANDARD and f not in aliases}
    assert len(STANDARD) == 84
    assert {name for name, _ in pairs} | {"hr_CaseId"} == set(FIELDS)
    assert published == listed
    assert sum(len(CODELISTS[f].codes) for f in CODELISTS if f in STANDARD) == 182


@pytest.mark.parametrize("name", FORMS)
def test_every_field_and_every_code_comes_back(name: str) -> None:
    cases = []
    for number, (field_id, value) in enumerate(every_value()):
        field = FIELDS[field_id]
        own = {"hr_CaseId": f"C-{number}"}
        if field.on in ("person", "case"):
            cases.append(out({**own, field_id: value}))
        else:
            cases.append(out(own, ((field.entry_kind or "party", {field_id: value}),)))
    records = back(cases, name)

    assert len(records) == len(cases)
    for case, record in zip(cases, records, strict=True):
        assert seen(record.values) == kept(case.values, name)
        assert [(k, seen(v)) for k, v in record.entries] == [(k, kept(v, name)) for k, v in case.lines]


# The published layout --------------------------------------------------------------------------------------


def test_the_case_sheet_begins_with_the_columns_of_the_published_file() -> None:
    from openpyxl import load_workbook

    sheet = load_workbook(io.BytesIO(htcds_workbook(())))["Case Sheet"]
    assert sheet.row_dimensions[1].hidden
    ids = [cell.value for cell in sheet[1]]
    labels = [cell.value for cell in sheet[2]]
    assert ids[1:39] == list(PUBLISHED)
    assert ids[39:] == list(EXTRA)
    assert labels[12:14] == ["Mobile Phone", "Mailing Street"], "the label that people fill wins over the id"
    assert (ids[19], ids[35]) == ("vic_TraffickingStatusDecisionMakingOrg", "cas_ReasonForOutgoingReferral")
    assert set(ids[1:]) | {f.id for s in CHILD_SHEETS for f in s.fields} == set(FIELDS)


def test_the_published_template_has_the_same_labels_in_the_same_places() -> None:
    import warnings
    from pathlib import Path

    from openpyxl import load_workbook

    folder = Path(__file__).resolve().parents[4] / "shared/data/htcds/toolkit-excel"
    if not folder.exists() and not os.environ.get("CI"):
        pytest.skip("the published templates are not here (../shared)")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = load_workbook(folder / "htcds-single-select-with-validation-v2.0.xlsx")["Case Sheet"]
    ours = load_workbook(io.BytesIO(htcds_workbook(())))["Case Sheet"]
    for column in range(2, 40):
        assert ours.cell(2, column).value == theirs.cell(2, column).value.strip()


# The survey form -------------------------------------------------------------------------------------------


def test_the_form_is_valid_and_its_submissions_import_as_they_come() -> None:
    from pyxform.xls2xform import convert

    converted = convert(io.BytesIO(htcds_xlsform()), file_type=".xlsx")
    assert converted.warnings == []
    answers: dict[str, str] = {"__version__": "1", "meta/instanceID": "uuid:1"}
    expected: dict[str, Any] = {"hr_CaseId": "1"}
    for field in asked():
        if field.type in ("code", "codes"):
            codes = [code.code for code in offered(CODELISTS[field.codelist])][:2]
            answers[f"group/{field.id}"] = " ".join(codes) if field.type == "codes" else codes[0]
            expected[field.id] = codes if field.type == "codes" else codes[0]
        elif field.type == "yes_no":
            answers[f"group/{field.id}"], expected[field.id] = "TRUE", True
        elif field.type == "date":
            answers[f"group/{field.id}"] = "2024-02-03"
            expected[field.id] = PartialDate.exact(date(2024, 2, 3))
        elif field.type in ("number", "age"):
            answers[f"group/{field.id}"] = "17"
            expected[field.id] = 17 if field.type == "number" else Age(17, 17)
        else:
            answers[f"group/{field.id}"] = expected[field.id] = "13.5"
    with read(io.BytesIO(json.dumps([answers]).encode()), name="odk.json", today=TODAY) as parsed:
        (record,) = list(parsed.outcomes)
    assert isinstance(record, IncomingRecord), record
    assert seen(record.values) == {k: sorted(v) if isinstance(v, list) else v for k, v in expected.items()}
