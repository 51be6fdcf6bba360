"""Mapping documents: what is wrong is said with its line and key, all of it at once."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.cooperate.domain.mapping import (
    ColourRule,
    ColumnReader,
    Mapping,
    MappingRefused,
    PersonSplit,
    column_letter,
    join_headers,
)
from handrail.cooperate.domain.mapping_document import COLUMN_KEYS, KNOWN_KEYS, read_mapping
from handrail.cooperate.domain.mapping_writing import write_mapping
from handrail.cooperate.domain.values import Reading
from handrail.core.catalogue import FIELDS

GOOD = """handrail-mapping: 1
name: A register
columns:
  Name: hr_FullName
  Age: {field: hr_AgeAtDetection}
"""

BAD = {
    "": "line 1",
    "just words": "line 1",
    "- a\n- list": "line 1",
    "handrail-mapping: 1\ncolumns: {": "line 2",
    "handrail-mapping: 1\n\tcolumns: 3": "line 2",
    "handrail-mapping: 2\ncolumns: {A: hr_FullName}": "line 1",
    "name: x\ncolumns: {A: hr_FullName}": "line 1",
    "handrail-mapping: 1": "line 1",
    "handrail-mapping: 1\ncolumns: {}": "line 2, columns",
    "handrail-mapping: 1\ncolumns: [A, B]": "line 2, columns",
    GOOD + "colour: red": "line 6, colour",
    GOOD + "columns: {B: hr_Sex}": "line 6, columns",
    GOOD.replace("hr_FullName", "hr_Shoe"): "line 4, columns / Name",
    GOOD.replace("{field: hr_AgeAtDetection}", "{order: dmy}"): "line 5, columns / Age",
    GOOD.replace("{field:", "{order: backwards, field:"): "line 5, columns / Age / order",
    GOOD.replace("{field:", "{era: roman, field:"): "line 5, columns / Age / era",
    GOOD.replace("{field:", "{unknown: perhaps, field:"): "line 5, columns / Age / unknown",
    GOOD.replace("{field:", "{shape: round, field:"): "line 5, columns / Age / shape",
    GOOD.replace("{field:", "{line: two, field:"): "line 5, columns / Age / line",
    GOOD + "  Sex: {field: hr_Sex, values: {W: womann}}": "line 6, columns / Sex / values / W",
    GOOD + "  T: {field: vic_TypeOfExploitation, flag: Nonsense}": "line 6, columns / T / flag",
    GOOD + "  T: {field: vic_TypeOfExploitation, flag: Other, no_to: nowhere}": "line 6, columns / T / no_to",
    GOOD + "header: 0": "line 6, header",
    GOOD + "header: [2, 1]": "line 6, header",
    GOOD + "header: [1, 2, 3]": "line 6, header",
    GOOD + "header: first": "line 6, header",
    GOOD + "data_from: 1": "line 6, data_from",
    GOOD + "row_is: family": "line 6, row_is",
    GOOD + "row_is: service": "line 6, row_is",
    GOOD + "group_by: [Case]": "line 6, group_by",
    GOOD + "identity: [Case]": "line 6, identity",
    GOOD + "persons: {split: [Names]}": "line 6, persons",
    GOOD + "persons: {divide: [Name]}": "line 6, persons / divide",
    GOOD + "keep_unmapped: perhaps": "line 6, keep_unmapped",
    GOOD + "constants: {hr_Sex: purple}": "line 6, constants / hr_Sex",
    GOOD + "constants: {hr_Shoe: 44}": "line 6, constants / hr_Shoe",
    GOOD + "colours:\n  - {colour: red, field: hr_Sex, value: female}": "line 7, colours",
    GOOD + "colours:\n  - {colour: FF0000, field: hr_Sex, value: purple}": "line 7, colours",
    GOOD + "ignore: {a: b}": "line 6, ignore",
    "a: &x [1]\nb: *x": "line 1",
    "x" * 300_000: "line 1",
}


@pytest.mark.parametrize(("text", "where"), BAD.items(), ids=[str(n) for n in range(len(BAD))])
def test_a_fault_is_named_by_its_line_and_key(text: str, where: str) -> None:
    with pytest.raises(MappingRefused) as refused:
        read_mapping(text)
    assert where in [problem.where for problem in refused.value.problems]
    assert all(problem.why and problem.mend for problem in refused.value.problems)


def test_every_fault_is_said_at_once() -> None:
    text = GOOD.replace("hr_FullName", "hr_Shoe") + "colour: red\nheader: 0"
    with pytest.raises(MappingRefused) as refused:
        read_mapping(text)
    assert len(refused.value.problems) == 3


def test_a_document_may_be_json() -> None:
    document = {"handrail-mapping": 1, "columns": {"Name": "hr_FullName"}, "keep_unmapped": False}
    mapping = read_mapping(json.dumps(document, indent=2))
    assert mapping.columns["Name"][0].field == "hr_FullName"
    assert not mapping.keep_unmapped


def test_the_example_shows_every_key_and_is_a_mapping() -> None:
    text = (files("handrail.cooperate") / "data" / "mapping-example.yaml").read_text(encoding="utf-8")
    mapping = read_mapping(text)
    assert read_mapping(write_mapping(mapping)) == mapping
    assert all(f"\n{key}:" in text for key in KNOWN_KEYS)
    assert all(f"{key}:" in text for key in COLUMN_KEYS)


def test_norway_is_a_country_and_yes_is_a_word() -> None:
    text = GOOD + "  Land: {field: prs_Citizenship, values: {yes: NO, ไทย: TH}}"
    assert read_mapping(text).columns["Land"][0].how.table == {"yes": ("NO",), "ไทย": ("TH",)}


@given(st.text(max_size=200))
def test_any_text_is_a_mapping_or_a_refusal(text: str) -> None:
    try:
        read_mapping(text)
    except MappingRefused as refused:
        assert refused.problems


def test_headers_are_joined_said_once_and_made_unique() -> None:
    rows = [["Person", "Person", "Dates", "", ""], ["Name", "Name", "Dates", " Found  on ", ""]]
    assert join_headers(rows) == ["Person / Name", "Person / Name (2)", "Dates", "Found on", "@E"]


def test_columns_are_lettered_as_in_a_spreadsheet() -> None:
    assert [column_letter(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


HEADERS = st.text("abc กข", min_size=1, max_size=8).map(str.strip).filter(bool)
PLAIN = st.sampled_from(sorted(f.id for f in FIELDS.values() if not f.codelist))


@st.composite
def mappings(draw: st.DrawFn) -> Mapping:
    missing = ("", "-")
    how = Reading(
        draw(st.sampled_from(["auto", "ce", "be"])),
        draw(st.sampled_from([None, "dmy", "mdy", "ymd"])),
        draw(st.sampled_from([";|\n", ",", "/"])),
        missing,
        draw(st.dictionaries(HEADERS, st.none() | st.tuples(st.just("x y")), max_size=2)),
        draw(st.sampled_from(["refuse", "skip"])),
    )
    readers = st.tuples(st.builds(ColumnReader, PLAIN, st.just(how), line=st.integers(1, 3)))
    columns = draw(
        st.dictionaries(HEADERS.map(lambda h: " ".join(h.split())), readers, min_size=1, max_size=4)
    )
    some = tuple(columns)[: draw(st.integers(0, 2))]
    return Mapping(
        name=draw(HEADERS),
        columns=columns,
        sheet=draw(st.just("") | HEADERS),
        header_rows=draw(st.sampled_from([(1,), (1, 2), (3,)])),
        data_from=draw(st.sampled_from([0, 9])),
        identity=some,
        group_by=some,
        row_is="service" if some else "case",
        constants={"hr_Province": "North"} if draw(st.booleans()) else {},
        colours=(ColourRule("FF0000", "hr_Sex", "female"),) if draw(st.booleans()) else (),
        persons=PersonSplit(some, ("\n", "และ")) if some else PersonSplit(),
        skip_rows={some[0]: ("รวม", "Total")} if some else {},
        keep_unmapped=draw(st.booleans()),
        missing=missing,
    )


@given(mappings())
def test_any_mapping_is_read_back_from_what_was_written(mapping: Mapping) -> None:
    assert read_mapping(write_mapping(mapping)) == mapping
