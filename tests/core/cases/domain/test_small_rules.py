"""Cursors, file kinds, likeness and disclosure: small rules that pages stand on."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.access.domain.disclosure import WHOLE, under_grants
from handrail.core.cases.domain.cursor import Cursor, read_cursor
from handrail.core.cases.domain.filetypes import PROGRAM, UNKNOWN, WEB_PAGE, kind_of, safe_name
from handrail.core.cases.domain.likeness import Known, Reason, Sought, reasons
from handrail.core.dates import PartialDate


@given(day=st.dates(), id=st.uuids())
def test_a_cursor_reads_back_what_it_wrote(day: date, id: UUID) -> None:
    assert read_cursor(Cursor(day, id).text) == Cursor(day, id)


@given(st.text(max_size=60))
def test_any_other_text_begins_the_list_at_its_top(text: str) -> None:
    read = read_cursor(text)
    assert read is None or read_cursor(read.text) == read


def test_a_cursor_shows_no_day_and_no_number() -> None:
    text = Cursor(date(2026, 2, 10), uuid4()).text
    assert "2026" not in text and "-02-" not in text


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.7", "pdf"),
        (b"\x89PNG\r\n\x1a\n...", "picture"),
        (b"PK\x03\x04....word/document.xml", "document"),
        (b"PK\x03\x04....xl/workbook.xml", "table"),
        ("บันทึก".encode(), "text"),
        (b"\x00\x01\x02", "unknown"),
    ],
)
def test_a_file_is_what_its_content_says(head: bytes, kind: str) -> None:
    assert kind_of(head).id == kind


@pytest.mark.parametrize(
    "head", [b"MZ\x90", b"\x7fELF", b"#!/bin/sh\n", b"  <!DOCTYPE html>", b"<svg xmlns=", b"<script>"]
)
def test_what_a_computer_would_run_is_not_kept(head: bytes) -> None:
    assert kind_of(head) in (PROGRAM, WEB_PAGE)


@given(st.text(max_size=200), st.binary(max_size=40))
def test_no_file_name_leads_out_of_its_folder_or_ends_like_a_program(name: str, head: bytes) -> None:
    kind = kind_of(head)
    safe = safe_name(name, kind)
    assert safe and "/" not in safe and "\\" not in safe and safe.isprintable() and not safe.startswith(".")
    assert not safe.lower().endswith((".exe", ".html", ".svg", ".js", ".bat")) or not kind.keep


def test_what_is_not_recognised_gets_no_ending_of_its_own_choice() -> None:
    assert safe_name("holiday.exe", UNKNOWN) == "holiday.bin"


RIN = Known(("Rin Suwannamali",), ("+66 81 555 0192",), ("X-440-911",), PartialDate.year(2008))


def test_the_reasons_are_said_weightiest_first() -> None:
    sought = Sought("rin suwannamali", "081 555 0192", "x440911", PartialDate.year(2008))
    assert reasons(sought, RIN) == (
        Reason.SAME_DOCUMENT,
        Reason.SAME_PHONE,
        Reason.SAME_NAME,
        Reason.BIRTH_FITS,
    )


def test_a_name_that_only_sounds_alike_says_so() -> None:
    assert reasons(Sought("Rin Suvanamali"), RIN) == (Reason.SIMILAR_NAME,)


def test_another_birth_year_is_said_too_and_alone_it_is_no_reason() -> None:
    sought = Sought("Rin Suwannamali", born=PartialDate.year(1999))
    assert Reason.BIRTH_DIFFERS in reasons(sought, RIN)
    assert reasons(Sought(born=PartialDate.year(2008)), RIN) == ()


def test_two_grants_show_together_what_each_names_and_no_more() -> None:
    shown = under_grants([["hr_FullName"], ["hr_Sex"]])
    assert shown.values({"hr_FullName": "Rin", "hr_Sex": "female", "hr_Notes": "…"}) == {
        "hr_FullName": "Rin",
        "hr_Sex": "female",
    }


def test_a_grant_of_the_whole_case_shows_all_and_no_grant_shows_nothing() -> None:
    assert under_grants([["*"]]) == WHOLE
    assert under_grants([]).values({"hr_Sex": "female"}) == {}
